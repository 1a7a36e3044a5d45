package io.nightjar.jobs.interactions;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import io.nightjar.jobs.launch.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads a CSV file, a Parquet file, or a folder of either, as strings with the place of every row.
 *
 * <p>CSV is Personalize's: UTF-8, header line, one record a line, {@code "} quotes, {@code \}
 * escapes. Files that double their quotes instead ({@code ""}) are recognised by their first
 * megabyte. Compressed CSV ({@code .gz} and what else Hadoop reads) is fine.
 */
final class InputReader {
  private static final int SAMPLE = 1 << 20;

  private final SparkSession spark;
  private final Configuration configuration;

  InputReader(SparkSession spark) {
    this.spark = spark;
    this.configuration = spark.sparkContext().hadoopConfiguration();
  }

  /**
   * Opens an input.
   *
   * @throws InputException if it is missing, empty, or its files differ in their headers
   */
  InputTable read(String path) {
    try {
      List<FileStatus> files = files(path);
      String name = files.get(0).getPath().getName();
      return name.endsWith(".parquet") ? parquet(path) : csv(path, files);
    } catch (IOException e) {
      throw new InputException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private List<FileStatus> files(String path) throws IOException {
    Path given = new Path(path);
    FileSystem system = given.getFileSystem(configuration);
    FileStatus[] found = system.globStatus(given);
    if (found == null || found.length == 0) {
      throw new InputException(path + " does not exist");
    }
    List<FileStatus> files = new ArrayList<>();
    for (FileStatus status : found) {
      List<FileStatus> inside =
          status.isDirectory()
              ? Arrays.asList(system.listStatus(status.getPath()))
              : List.of(status);
      for (FileStatus file : inside) {
        String name = file.getPath().getName();
        if (file.isFile() && !name.startsWith("_") && !name.startsWith(".")) {
          files.add(file);
        }
      }
    }
    if (files.stream().allMatch(file -> file.getLen() == 0)) {
      throw new InputException(path + " is empty: it must have a header and rows");
    }
    return files;
  }

  private InputTable parquet(String path) {
    Dataset<Row> source = spark.read().parquet(path);
    List<String> columns = Arrays.asList(source.columns());
    List<Column> selected = new ArrayList<>();
    for (String column : columns) {
      boolean time = source.schema().apply(column).dataType().equals(DataTypes.TimestampType);
      Column value = col("`" + column + "`");
      selected.add((time ? value.cast("long") : value).cast("string").as(column));
    }
    selected.add(col("_metadata.file_path").as(InputTable.FILE));
    selected.add(col("_metadata.row_index").plus(1).as(InputTable.ROW));
    selected.add(lit(null).cast("string").as(InputTable.MALFORMED));
    return new InputTable(path, columns, source.select(selected.toArray(new Column[0])));
  }

  private InputTable csv(String path, List<FileStatus> files) throws IOException {
    String header = null;
    String sample = "";
    for (FileStatus file : files) {
      String start = start(file.getPath());
      String line = start.lines().findFirst().orElse("");
      if (header == null) {
        header = line;
        sample = start;
      } else if (!header.equals(line)) {
        throw new InputException(
            "%s has the header '%s' where the files before it have '%s'"
                .formatted(file.getPath(), line, header));
      }
    }
    boolean doubled = sample.contains("\"\"") && !sample.contains("\\\"");
    List<String> columns = columns(path, header);
    StructType schema = new StructType();
    for (String column : columns) {
      schema = schema.add(column, DataTypes.StringType);
    }
    Dataset<Row> rows =
        spark
            .read()
            .schema(schema.add(InputTable.MALFORMED, DataTypes.StringType))
            .option("header", "true")
            .option("encoding", "UTF-8")
            .option("quote", "\"")
            .option("escape", doubled ? "\"" : "\\")
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", InputTable.MALFORMED)
            .csv(path);
    return new InputTable(path, columns, numbered(rows));
  }

  /** The first bytes of a file as text, decompressed; empty when there is nothing. */
  private String start(Path file) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(file);
    try (InputStream raw = file.getFileSystem(configuration).open(file);
        InputStream in = codec == null ? raw : codec.createInputStream(raw);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      char[] text = new char[SAMPLE];
      int length = 0;
      for (int read = reader.read(text);
          read > 0;
          read = reader.read(text, length, SAMPLE - length)) {
        length += read;
      }
      String start = new String(text, 0, length);
      return start.startsWith("\uFEFF") ? start.substring(1) : start;
    }
  }

  private static List<String> columns(String path, String header) {
    List<String> columns = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String cell : header.split(",", -1)) {
      String column = cell.strip();
      if (column.length() > 1 && column.startsWith("\"") && column.endsWith("\"")) {
        column = column.substring(1, column.length() - 1);
      }
      if (column.isEmpty()) {
        throw new InputException(
            path + " line 1: the header has an empty column name: '" + header + "'");
      }
      if (!seen.add(column.toLowerCase(Locale.ROOT))) {
        throw new InputException(path + " line 1: column " + column + " occurs twice");
      }
      columns.add(column);
    }
    return columns;
  }

  /**
   * Adds file and line to every row. Spark numbers rows by partition; the first number of each
   * block of a file and the rows of the blocks before it turn that into a line of the file.
   */
  private static Dataset<Row> numbered(Dataset<Row> rows) {
    Dataset<Row> placed =
        rows.withColumn(InputTable.FILE, col("_metadata.file_path"))
            .withColumn("_block", col("_metadata.file_block_start"))
            .withColumn("_id", monotonically_increasing_id());
    return new BlockStarts(placed).number(placed);
  }
}
