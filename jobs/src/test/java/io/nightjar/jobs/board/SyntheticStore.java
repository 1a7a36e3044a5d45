package io.nightjar.jobs.board;

import io.nightjar.jobs.parquet.SealedFile;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.model.ModelManifest.FileEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * A store with one model of random embeddings, written without Spark: any number of users, items
 * and context variants, in files and row groups of any size.
 *
 * <p>{@link #main} makes one for timing {@code precompute}.
 */
public final class SyntheticStore {
  private static final String LIST =
      " required group embedding (LIST) { repeated group list { required float element; } }";

  private final Path root;
  private final int dimension;
  private final String model = ModelLayout.modelId(Instant.EPOCH, 7);
  private final TreeMap<String, SealedFile> files = new TreeMap<>();
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private final SplittableRandom random = new SplittableRandom(5);

  /** An empty store in a folder. */
  public SyntheticStore(Path root, int dimension) {
    this.root = root;
    this.dimension = dimension;
  }

  /** STORE USERS ITEMS DIMENSION VARIANTS; prints the id of the model. */
  public static void main(String[] args) throws IOException {
    SyntheticStore store = new SyntheticStore(Path.of(args[0]), Integer.parseInt(args[3]));
    store.users(List.of(Integer.parseInt(args[1])), 16 << 20);
    store.items(Integer.parseInt(args[2]));
    store.contexts(Integer.parseInt(args[4]));
    System.out.println(store.finish());
  }

  /** Id of the model. */
  public String model() {
    return model;
  }

  /** Where something of the model lies. */
  public Path path(String name) {
    return root.resolve(ModelLayout.modelFolder(model)).resolve(name);
  }

  /** Writes users, one file for each size; ids are {@code user-00000000} and so on. */
  public void users(List<Integer> fileSizes, long rowGroupBytes) throws IOException {
    int first = 0;
    for (int file = 0; file < fileSizes.size(); file++) {
      List<String> ids = ids("user", first, fileSizes.get(file));
      embeddings("users/part-%03d.parquet".formatted(file), "user_id", ids, 1f, rowGroupBytes);
      first += ids.size();
    }
    counts.put("users", (long) first);
  }

  /** Writes items {@code item-00000000} and so on. */
  public void items(int count) throws IOException {
    embeddings("items/part-000.parquet", "item_id", ids("item", 0, count), null, 16 << 20);
    counts.put("items", (long) count);
  }

  private static List<String> ids(String kind, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> String.format(Locale.ROOT, "%s-%08d", kind, number))
        .toList();
  }

  /** Writes a field DEVICE with {@code variants - 1} values, each seen in as many interactions. */
  public void contexts(int variants) throws IOException {
    MessageType context =
        schema(
            "required binary field (STRING); required binary value (STRING);"
                + LIST
                + " required int64 interactions;");
    try (ParquetWriter<Group> writer = open("context/part-000.parquet", context, 16 << 20)) {
      for (int value = 1; value < variants; value++) {
        SimpleGroup row = new SimpleGroup(context);
        row.append("field", "DEVICE").append("value", value(value));
        embed(row, null);
        writer.write(row.append("interactions", 100L));
      }
    }
    MessageType observed = schema("required binary context (STRING); required int64 interactions;");
    try (ParquetWriter<Group> writer =
        open("observed_contexts/part-000.parquet", observed, 16 << 20)) {
      for (int value = 1; value < variants; value++) {
        writer.write(
            new SimpleGroup(observed)
                .append("context", "DEVICE=" + value(value))
                .append("interactions", 100L));
      }
    }
  }

  private static String value(int number) {
    return String.format(Locale.ROOT, "v%03d", number);
  }

  /** Writes any table of embeddings, all coordinates random but for the last. */
  public void embeddings(
      String file, String idColumn, List<String> ids, Float last, long rowGroupBytes)
      throws IOException {
    MessageType schema = schema("required binary " + idColumn + " (STRING);" + LIST);
    try (ParquetWriter<Group> writer = open(file, schema, rowGroupBytes)) {
      for (String id : ids) {
        SimpleGroup row = new SimpleGroup(schema);
        row.append(idColumn, id);
        embed(row, last);
        writer.write(row);
      }
    }
  }

  private void embed(SimpleGroup row, Float last) {
    Group list = row.addGroup("embedding");
    for (int factor = 0; factor < dimension; factor++) {
      double gaussian = random.nextGaussian() * 1.4 / Math.sqrt(Math.sqrt(dimension));
      list.addGroup("list")
          .append("element", last != null && factor == dimension - 1 ? last : (float) gaussian);
    }
  }

  private static MessageType schema(String columns) {
    return MessageTypeParser.parseMessageType("message table { " + columns + " }");
  }

  private ParquetWriter<Group> open(String name, MessageType schema, long rowGroupBytes)
      throws IOException {
    SealedFile file = new SealedFile(path(name).toUri().toString(), new Configuration());
    files.put(name, file);
    return ExampleParquetWriter.builder(file)
        .withType(schema)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withDictionaryEncoding(false)
        .withRowGroupSize(rowGroupBytes)
        .build();
  }

  /** Writes the manifest and returns the id of the model. */
  public String finish() {
    TreeMap<String, FileEntry> entries = new TreeMap<>();
    files.forEach((name, file) -> entries.put(name, file.entry()));
    ModelManifest manifest =
        new ModelManifest(
            ModelLayout.FORMAT_VERSION,
            model,
            Instant.EPOCH.toString(),
            "aws-user-personalization",
            dimension,
            counts,
            new TreeMap<>(),
            List.of(),
            0,
            5,
            List.of(),
            new TreeMap<>(),
            entries);
    try {
      Files.writeString(path(ModelLayout.MANIFEST), manifest.toJson());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return model;
  }
}
