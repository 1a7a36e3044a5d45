package io.nightjar.serving.observation;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that lines are appended to. Whoever rotates it moves it away: the next lines go to a new
 * one of the same name. A file that cannot be written is one line of the server's log, and tried
 * again. Used by one thread.
 */
final class LogFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private OutputStream out;
  private Object key;
  private boolean failing;

  private LogFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  static LogFile standardOutput() {
    return new LogFile(
        null, new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
  }

  /**
   * A file, which is made when it is missing.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  static LogFile of(Path path) {
    LogFile file = new LogFile(path, null);
    try {
      file.open();
    } catch (IOException e) {
      throw new IllegalArgumentException("request-log must be a file that can be written: " + e, e);
    }
    return file;
  }

  private void open() throws IOException {
    out =
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            BUFFER);
    key = fileKey();
  }

  private Object fileKey() throws IOException {
    return Files.exists(path)
        ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
        : null;
  }

  /** Appends a line; false when it is lost. */
  boolean write(byte[] line) {
    try {
      if (out == null) {
        open();
      }
      out.write(line);
      failing = false;
      return true;
    } catch (IOException e) {
      fail(e);
      return false;
    }
  }

  /** Hands over what was written, and looks whether the file is still there. */
  void flush() {
    try {
      if (out != null) {
        out.flush();
        if (path != null && !Objects.equals(key, fileKey())) {
          out.close();
          out = null;
        }
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException e) {
    if (!failing) {
      LOG.warn("request log: lines are lost, it cannot be written: {}", e.toString());
    }
    failing = true;
    if (path != null && out != null) {
      try {
        out.close();
      } catch (IOException again) {
        LOG.debug("a broken file cannot be closed either", again);
      }
      out = null;
    }
  }

  @Override
  public void close() {
    flush();
    try {
      if (out != null && path != null) {
        out.close();
      }
    } catch (IOException e) {
      fail(e);
    }
  }
}
