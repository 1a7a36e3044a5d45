package io.nightjar.serving.campaign;

import io.nightjar.serving.cache.CacheConfig;
import io.nightjar.serving.cache.TableCache;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.model.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model any file of which can be replaced, with sizes and checksums that say it must be so. */
public final class DamagedModel {
  /** Files that a server reads, by number. */
  public static final List<String> FILES =
      List.of(
          "users/part-0.zstd.parquet",
          "items/part-0.zstd.parquet",
          "context/part-0.zstd.parquet",
          "recommendations/part-0.zstd.parquet");

  private final StoreFixture store;
  private final String model;

  /** A model in a folder. */
  public DamagedModel(Path folder) {
    store = new StoreFixture(folder);
    model = store.writeModel(new Checkerboard(4));
  }

  /** The bytes of a file. */
  public byte[] bytes(String file) {
    try {
      return Files.readAllBytes(store.file(model, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads the model with another file in place of one, as a server does, and puts the old one back.
   *
   * @return why it was refused; null when it was not
   */
  public ModelFormatException load(String file, byte[] bytes) {
    byte[] before = bytes(file);
    try {
      Files.write(store.file(model, file), bytes);
      store.listFilesAgain(model);
      ModelFiles files = ModelFiles.open(store.root(), model);
      ModelLoader loader = new ModelLoader(new TableCache(CacheConfig.none()));
      loader.loadIndex(files, loader.load(files));
      return null;
    } catch (ModelFormatException e) {
      return e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      write(file, before);
    }
  }

  private void write(String file, byte[] bytes) {
    try {
      Files.write(store.file(model, file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
