package io.nightjar.serving.security;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Reads a file of secrets, which nobody else on the machine may read or change. */
public final class PrivateFile {
  private static final long MAX_BYTES = 1L << 20;

  private PrivateFile() {}

  /**
   * The text of a file.
   *
   * @throws UnusableFileException if it cannot be read, is larger than 1 MiB, or everybody may read
   *     or write it
   */
  public static String read(Path path) {
    try {
      requirePrivate(path);
      if (Files.size(path) > MAX_BYTES) {
        throw new UnusableFileException(path, "must not be larger than " + MAX_BYTES + " bytes");
      }
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new UnusableFileException(path, "does not exist");
    } catch (CharacterCodingException e) {
      throw new UnusableFileException(path, "must be UTF-8: it is not");
    } catch (IOException e) {
      throw new UnusableFileException(path, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static void requirePrivate(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return; // not a POSIX file system: there are no such permissions
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.OTHERS_READ)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new UnusableFileException(
          path,
          "must not be open to everybody: its permissions are %s; chmod o= it"
              .formatted(PosixFilePermissions.toString(permissions)));
    }
  }
}
