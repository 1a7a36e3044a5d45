package io.nightjar.serving.cache;

import io.nightjar.serving.index.DirectSections;
import io.nightjar.serving.index.Sections;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives tables their memory: a mapped file, taken as it is when an earlier run has built it from
 * the very same files; without a folder, or where the file cannot be written, the memory of the
 * process. One thread at a time.
 *
 * <p>The mapping of a file ends when nothing refers to its buffers any more: the garbage collector
 * unmaps it, so that no request can ever touch memory that is gone. Deleting or replacing a file
 * that is mapped does no harm.
 */
public final class TableCache {
  private static final Logger LOG = LoggerFactory.getLogger(TableCache.class);
  private static final String SUFFIX = ".nightjar";
  private static final String UNFINISHED = ".unfinished";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path folder;

  /** A cache as it is set up. */
  public TableCache(CacheConfig config) {
    this.folder = config.folder();
  }

  /**
   * The sections of a table.
   *
   * @param table its name, which names the file
   * @param model id of its model, which does, too
   * @param key says from what it is built: another key, another table
   * @param fill fills the sections if there is no such file
   */
  public Map<String, ByteBuffer> sections(
      String table, String model, CacheKey key, Consumer<Sections> fill) {
    if (folder == null) {
      return inMemory(fill);
    }
    Path file = folder.resolve(model + "." + table + "." + key.digest() + SUFFIX);
    Map<String, ByteBuffer> cached = opened(file, key);
    return cached != null ? cached : built(file, key, fill);
  }

  private static Map<String, ByteBuffer> inMemory(Consumer<Sections> fill) {
    DirectSections sections = new DirectSections();
    fill.accept(sections);
    return sections.all();
  }

  /** Null when there is no file that can be used. */
  private static Map<String, ByteBuffer> opened(Path file, CacheKey key) {
    long start = System.nanoTime();
    try {
      Map<String, ByteBuffer> sections = CacheFile.open(file, key);
      LOG.info("{}: opened in {} ms", file, (System.nanoTime() - start) / 1_000_000);
      return sections;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | DamagedCacheException e) {
      LOG.warn("{}: cannot be used and is built anew: {}", file, e.getMessage());
      return null;
    }
  }

  private static Map<String, ByteBuffer> built(Path file, CacheKey key, Consumer<Sections> fill) {
    Path unfinished =
        file.resolveSibling(file.getFileName() + "." + System.nanoTime() + UNFINISHED);
    try (CacheFile.Writer writer = CacheFile.create(unfinished)) {
      fill.accept(writer);
      writer.finish(key);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      LOG.info("{}: built, {} MB", file, Files.size(file) / 1_000_000);
      return CacheFile.map(file, key);
    } catch (IOException | UncheckedIOException | DamagedCacheException e) {
      LOG.warn("{}: cannot be built, the table lies in memory: {}", file, e.getMessage());
      return inMemory(fill);
    } finally {
      delete(unfinished);
    }
  }

  /**
   * Deletes the files of models that are gone, and what a run that was killed has left.
   *
   * @param kept whether a model is still there, by its id
   */
  public void prune(Predicate<String> kept) {
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "*{" + SUFFIX + "," + UNFINISHED + "}")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String model = name.substring(0, name.indexOf('.'));
        if (!ModelLayout.isModelId(model)) {
          continue;
        }
        if (name.endsWith(SUFFIX) ? !kept.test(model) : isAbandoned(file)) {
          delete(file);
          LOG.info("{}: deleted, no longer needed", file);
        }
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot be tidied: {}", folder, e.toString());
    }
  }

  private static boolean isAbandoned(Path file) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(FileTime.from(Instant.now().minus(ABANDONED)))
        < 0;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{}: cannot be deleted: {}", file, e.toString());
    }
  }
}
