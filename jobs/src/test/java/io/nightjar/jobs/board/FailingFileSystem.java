package io.nightjar.jobs.board;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk as a file system of its own, {@code failing:}, on which writing some of the
 * Parquet files breaks off after a few bytes.
 */
public final class FailingFileSystem extends RawLocalFileSystem {
  /** How many files are still to fail. */
  private static final AtomicInteger TO_FAIL = new AtomicInteger();

  private static final AtomicInteger CREATED = new AtomicInteger();
  private static final int BYTES_BEFORE_FAILURE = 10;

  /** Lets {@code files} files fail, beginning with the second one that is created. */
  public static void fail(int files) {
    CREATED.set(0);
    TO_FAIL.set(files);
  }

  /** How many of them have not failed yet. */
  public static int left() {
    return TO_FAIL.get();
  }

  /** A configuration that knows the file system. */
  public static void register(Configuration configuration) {
    configuration.set("fs.failing.impl", FailingFileSystem.class.getName());
  }

  @Override
  public String getScheme() {
    return "failing";
  }

  @Override
  public URI getUri() {
    return URI.create("failing:///");
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FSDataOutputStream out =
        super.create(file, overwrite, bufferSize, replication, blockSize, progress);
    boolean parquet = file.getName().endsWith(".parquet");
    boolean fails =
        parquet
            && CREATED.getAndIncrement() > 0
            && TO_FAIL.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    return fails ? new FSDataOutputStream(new BrokenStream(out), null) : out;
  }

  private static final class BrokenStream extends OutputStream {
    private final OutputStream out;
    private int written;

    BrokenStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      if (written++ == BYTES_BEFORE_FAILURE) {
        throw new IOException("the disk broke, for a test");
      }
      out.write(value);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
