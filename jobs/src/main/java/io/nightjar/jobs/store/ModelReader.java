package io.nightjar.jobs.store;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.table.ContextTable;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.Seq;

/**
 * Reads the tables of one model: exactly the files that its manifest lists, after checking their
 * size and digest.
 */
public final class ModelReader {
  private final SparkSession spark;
  private final ModelStore store;
  private final ModelManifest manifest;

  /** A reader of one model. */
  public ModelReader(SparkSession spark, ModelStore store, ModelManifest manifest) {
    this.spark = spark;
    this.store = store;
    this.manifest = manifest;
  }

  /** The catalogue: ids and embeddings by ordinal. */
  public record Items(IdMap ids, EmbeddingMatrix embeddings) {}

  /**
   * A table of the model.
   *
   * @throws InputException if the model has no such table
   * @throws ModelFormatException if a file is missing or damaged
   */
  public Dataset<Row> table(String folder) {
    return spark.read().parquet(files(folder).toArray(String[]::new));
  }

  /**
   * URIs of the files of a table, in the order of their names, after the same checks.
   *
   * @throws InputException if the model has no such table
   * @throws ModelFormatException if a file is missing or damaged
   */
  public List<String> files(String folder) {
    List<String> files = manifest.filesIn(folder);
    if (files.isEmpty()) {
      throw new InputException("model " + manifest.model() + " has no " + folder + " table");
    }
    SortedMap<String, ModelManifest.FileEntry> found =
        new FileSealer(spark, store).measure(manifest.model(), files);
    String base = ModelLayout.modelFolder(manifest.model()) + "/";
    for (String file : files) {
      ModelManifest.FileEntry expected = manifest.files().get(file);
      ModelManifest.FileEntry actual = found.get(file);
      if (actual == null) {
        throw new ModelFormatException(store.show(base + file), "is missing");
      }
      if (!expected.equals(actual)) {
        throw new ModelFormatException(
            store.show(base + file),
            "is damaged: expected %,d bytes with SHA-256 %s, found %,d bytes with %s"
                .formatted(expected.size(), expected.sha256(), actual.size(), actual.sha256()));
      }
    }
    return files.stream().map(file -> store.uri(base + file)).toList();
  }

  /** Loads the items; ordinals follow the sorted ids. */
  public Items items() {
    Dataset<Row> table = table(ModelLayout.ITEMS);
    IdMap ids = IdMap.of(table.select(ItemsTable.ITEM_ID).as(Encoders.STRING()).collectAsList());
    float[][] embeddings = new float[ids.size()][];
    for (Row row : table.select(ItemsTable.ITEM_ID, ItemsTable.EMBEDDING).collectAsList()) {
      embeddings[ids.ordinal(row.getString(0))] = floats(row.getSeq(1));
    }
    return new Items(ids, EmbeddingMatrix.of(manifest.dimension(), embeddings));
  }

  /** Loads the context embeddings. */
  public ContextEmbeddings context() {
    List<String> fields = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<float[]> embeddings = new ArrayList<>();
    Dataset<Row> table =
        table(ModelLayout.CONTEXT)
            .select(ContextTable.FIELD, ContextTable.VALUE, ContextTable.EMBEDDING);
    for (Row row : table.collectAsList()) {
      fields.add(row.getString(0));
      values.add(row.getString(1));
      embeddings.add(floats(row.getSeq(2)));
    }
    return new ContextEmbeddings(
        fields,
        values,
        EmbeddingMatrix.of(manifest.dimension(), embeddings.toArray(new float[0][])));
  }

  /** Copies an embedding out of a row. */
  public static float[] floats(Seq<Float> values) {
    float[] floats = new float[values.length()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.apply(i);
    }
    return floats;
  }
}
