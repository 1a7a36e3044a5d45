package io.nightjar.jobs.store;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * Measures the files that a stage wrote, so that {@code model.json} can list them: size and
 * SHA-256, read back from the store by Spark tasks. Removes what a file system or Spark left beside
 * them (checksum side files, success markers).
 */
public final class FileSealer {
  private final SparkSession spark;
  private final ModelStore store;

  /** Seals files of one store. */
  public FileSealer(SparkSession spark, ModelStore store) {
    this.spark = spark;
    this.store = store;
  }

  /**
   * Entries of all files in folders of a model.
   *
   * @return entries by path relative to the model's folder
   */
  public SortedMap<String, FileEntry> seal(String model, List<String> folders) {
    List<String> names = new ArrayList<>();
    for (String folder : folders) {
      names.addAll(dataFiles(model, folder));
    }
    return measure(model, names);
  }

  /**
   * Entries of some files of a model; a file that is missing has none.
   *
   * @param names paths relative to the model's folder
   */
  public SortedMap<String, FileEntry> measure(String model, List<String> names) {
    SortedMap<String, FileEntry> entries = new TreeMap<>();
    if (names.isEmpty()) {
      return entries;
    }
    String base = store.uri(ModelLayout.modelFolder(model));
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<Tuple2<String, FileEntry>> measured =
        context
            .parallelize(names, Math.min(names.size(), 4 * context.defaultParallelism()))
            .map(name -> new Tuple2<>(name, measure(new Path(base, name), configuration)))
            .collect();
    for (Tuple2<String, FileEntry> entry : measured) {
      if (entry._2() != null) {
        entries.put(entry._1(), entry._2());
      }
    }
    return entries;
  }

  private List<String> dataFiles(String model, String folder) {
    Path path = new Path(store.uri(ModelLayout.modelFolder(model) + "/" + folder));
    List<String> names = new ArrayList<>();
    try {
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      for (FileStatus status : files.listStatus(path)) {
        String name = status.getPath().getName();
        if (name.startsWith("_") || name.startsWith(".")) {
          files.delete(status.getPath(), true);
        } else {
          names.add(folder + "/" + name);
        }
      }
      if (store.isLocal()) {
        removeSideFiles(java.nio.file.Path.of(path.toUri().getPath()));
      }
    } catch (IOException e) {
      throw new InputException(path + " cannot be listed: " + e.getMessage(), e);
    }
    return names;
  }

  /** Hadoop hides its own checksum files from its listings, so they are removed by hand. */
  private static void removeSideFiles(java.nio.file.Path folder) throws IOException {
    try (java.nio.file.DirectoryStream<java.nio.file.Path> hidden =
        java.nio.file.Files.newDirectoryStream(folder, ".*.crc")) {
      for (java.nio.file.Path file : hidden) {
        java.nio.file.Files.delete(file);
      }
    }
  }

  private static FileEntry measure(Path path, SerializableConfiguration configuration)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    FileSystem files = path.getFileSystem(configuration.value());
    if (!files.exists(path)) {
      return null;
    }
    try (InputStream in = files.open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        size += read;
      }
    }
    return new FileEntry(size, HexFormat.of().formatHex(digest.digest()));
  }
}
