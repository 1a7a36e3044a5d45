package io.nightjar.jobs.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * A store on a Hadoop file system. HDFS renames over the old file atomically; on an object store,
 * where a rename is a copy, one PUT of the whole object is the atomic step.
 */
final class HadoopStoreFiles implements StoreFiles {
  private static final Set<String> ATOMIC_RENAME = Set.of("hdfs", "viewfs", "webhdfs");

  private final Path root;
  private final Configuration configuration;
  private final FileSystem files;

  HadoopStoreFiles(Path root, Configuration configuration) throws IOException {
    this.root = root;
    this.configuration = configuration;
    this.files = root.getFileSystem(configuration);
  }

  @Override
  public String read(String path) throws IOException {
    try (FSDataInputStream in = files.open(new Path(root, path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public InputStream open(String path) throws IOException {
    return files.open(new Path(root, path));
  }

  @Override
  public void replace(String path, Content content) throws IOException {
    Path target = new Path(root, path);
    if (!ATOMIC_RENAME.contains(files.getScheme())) {
      write(target, content);
      return;
    }
    Path aside = target.suffix("." + UUID.randomUUID());
    write(aside, content);
    FileContext.getFileContext(files.getUri(), configuration)
        .rename(aside, target, Rename.OVERWRITE);
  }

  private void write(Path target, Content content) throws IOException {
    try (FSDataOutputStream out = files.create(target, true)) {
      content.writeTo(out);
    }
  }

  @Override
  public List<String> list(String path) throws IOException {
    Path folder = new Path(root, path);
    if (!files.exists(folder)) {
      return List.of();
    }
    return Arrays.stream(files.listStatus(folder))
        .map(status -> status.getPath().getName())
        .sorted()
        .toList();
  }

  @Override
  public boolean exists(String path) throws IOException {
    return files.exists(new Path(root, path));
  }

  @Override
  public long size(String path) throws IOException {
    Path file = new Path(root, path);
    return files.exists(file) ? files.getFileStatus(file).getLen() : -1;
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = new Path(root, to);
    files.mkdirs(target.getParent());
    if (!files.rename(new Path(root, from), target)) {
      throw new IOException(from + " cannot be renamed to " + to);
    }
  }

  @Override
  public void delete(String path) throws IOException {
    files.delete(new Path(root, path), true);
  }
}
