package io.nightjar.jobs.parquet;

import io.nightjar.shared.model.ModelManifest.FileEntry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A new file whose size and SHA-256 are taken while it is written, so that nobody has to read it
 * for them. On the local disk it is written as it is, without Hadoop's checksum file beside it.
 */
public final class SealedFile implements OutputFile {
  private final Path path;
  private final Configuration configuration;
  private final MessageDigest digest;
  private long size;
  private FileEntry entry;

  /**
   * A file that is not there yet; its folder is made when it is missing.
   *
   * @param uri where
   */
  public SealedFile(String uri, Configuration configuration) {
    this.path = new Path(uri);
    this.configuration = configuration;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Size and digest, once the file is closed. */
  public FileEntry entry() {
    if (entry == null) {
      throw new IllegalStateException(path + " is not closed yet");
    }
    return entry;
  }

  /** Removes the file, whatever became of it. */
  public void delete() throws IOException {
    path.getFileSystem(configuration).delete(path, false);
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Stream(open());
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return create(blockSizeHint);
  }

  private OutputStream open() throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    if (!"file".equals(files.makeQualified(path).toUri().getScheme())) {
      return files.create(path, false);
    }
    java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
    Files.createDirectories(local.getParent());
    return Files.newOutputStream(local, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  private final class Stream extends PositionOutputStream {
    private final OutputStream out;

    Stream(OutputStream out) {
      this.out = new BufferedOutputStream(out, 1 << 16);
    }

    @Override
    public long getPos() {
      return size;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
      digest.update(bytes, from, count);
      size += count;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (entry == null) {
        entry = new FileEntry(size, HexFormat.of().formatHex(digest.digest()));
      }
    }
  }
}
