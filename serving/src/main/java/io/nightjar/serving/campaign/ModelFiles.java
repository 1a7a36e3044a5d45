package io.nightjar.serving.campaign;

import io.nightjar.serving.index.Workers;
import io.nightjar.serving.parquet.Pace;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files of one model on disk, checked against its {@code model.json} before use. */
final class ModelFiles {
  private static final int BUFFER = 1 << 16;

  private final Path folder;
  private final ModelManifest manifest;
  private final Pace pace;

  private ModelFiles(Path folder, ModelManifest manifest, Pace pace) {
    this.folder = folder;
    this.manifest = manifest;
    this.pace = pace;
  }

  /**
   * Reads {@code model.json}.
   *
   * @throws ModelFormatException if it is missing, damaged, too new or of another model
   */
  static ModelFiles open(Path store, String model) {
    return open(store, model, Pace.full());
  }

  /**
   * Reads {@code model.json}; the same, for one who takes his time.
   *
   * @param pace at which its tables are to be read
   */
  static ModelFiles open(Path store, String model, Pace pace) {
    Path folder = store.resolve(ModelLayout.modelFolder(model));
    Path file = folder.resolve(ModelLayout.MANIFEST);
    ModelManifest manifest = ModelManifest.parse(file.toString(), readText(file));
    if (!manifest.model().equals(model)) {
      throw new ModelFormatException(
          file.toString(), "must be of model " + model + ": " + manifest.model());
    }
    return new ModelFiles(folder, manifest, pace);
  }

  /** The pace at which tables are read. */
  Pace pace() {
    return pace;
  }

  /**
   * Text of a small file.
   *
   * @throws ModelFormatException if it cannot be read as UTF-8
   */
  static String readText(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(file.toString(), "is missing", e);
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file.toString(), "is damaged: it is not UTF-8 text", e);
    } catch (IOException e) {
      throw new ModelFormatException(file.toString(), "cannot be read: " + e.getMessage(), e);
    }
  }

  ModelManifest manifest() {
    return manifest;
  }

  /** Path of {@code model.json}, for messages. */
  String manifestPath() {
    return folder.resolve(ModelLayout.MANIFEST).toString();
  }

  /** The Parquet files of a table, sorted by name, without a look at what is in them. */
  List<Path> listed(String table) {
    return manifest.filesIn(table).stream()
        .filter(path -> path.endsWith(".parquet"))
        .map(this::resolved)
        .toList();
  }

  private Path resolved(String path) {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new ModelFormatException(
          manifestPath(), "files must lie in the model's folder: " + path);
    }
    return file;
  }

  /**
   * The Parquet files of a table, each of the size and the SHA-256 that the manifest lists.
   *
   * @return the files, sorted by name; empty when the model has no such table
   * @throws ModelFormatException naming the first file that is missing or differs
   */
  List<Path> verified(String table) {
    List<Path> files = new ArrayList<>();
    List<Runnable> checks = new ArrayList<>();
    for (String path : manifest.filesIn(table)) {
      Path file = resolved(path);
      ModelManifest.FileEntry expected = manifest.files().get(path);
      if (expected == null || expected.sha256() == null) {
        throw new ModelFormatException(
            manifestPath(), "files must have a size and a sha256: " + path);
      }
      checks.add(() -> verify(file, expected));
      if (path.endsWith(".parquet")) {
        files.add(file);
      }
    }
    Workers.run(pace.threads(), checks);
    return files;
  }

  /**
   * Fails unless every file that the manifest lists is there in its full size.
   *
   * @throws ModelFormatException naming the first file that is not
   */
  void requireAll() {
    manifest
        .files()
        .forEach(
            (path, expected) -> {
              Path file = resolved(path);
              try {
                requireSize(file, expected);
              } catch (IOException e) {
                throw unreadable(file, expected, e);
              }
            });
  }

  private static void requireSize(Path file, ModelManifest.FileEntry expected) throws IOException {
    long size = Files.size(file);
    if (size != expected.size()) {
      throw new ModelFormatException(
          file.toString(), "must have " + expected.size() + " bytes: " + size);
    }
  }

  private static ModelFormatException unreadable(
      Path file, ModelManifest.FileEntry expected, IOException cause) {
    return new ModelFormatException(
        file.toString(),
        cause instanceof NoSuchFileException
            ? "is missing; model.json lists it with " + expected.size() + " bytes"
            : "cannot be read: " + cause.getMessage(),
        cause);
  }

  private void verify(Path file, ModelManifest.FileEntry expected) {
    try {
      requireSize(file, expected);
      String sha256 = sha256(file);
      if (!sha256.equals(expected.sha256())) {
        throw new ModelFormatException(
            file.toString(), "must have the SHA-256 " + expected.sha256() + ": " + sha256);
      }
    } catch (IOException e) {
      throw unreadable(file, expected, e);
    }
  }

  private String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        pace.step();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
