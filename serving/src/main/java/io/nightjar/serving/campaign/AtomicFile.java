package io.nightjar.serving.campaign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces small files of a store: a reader sees the old text or the new one, never a part. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes beside the file, synced, and renames; creates the folder when it is missing. */
  static void replace(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path aside = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".tmp");
    try {
      Files.writeString(aside, text);
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      // Temporary files are for their owner only; a server may run as someone else.
      aside.toFile().setReadable(true, false);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
