package io.nightjar.shared.model;

import io.nightjar.shared.context.ContextSchema;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One additive embedding per known value of each context field. Immutable. */
public final class ContextEmbeddings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ContextSchema schema;
  private final Map<String, Map<String, Integer>> rowByFieldAndValue = new HashMap<>();
  private final EmbeddingMatrix embeddings;

  /**
   * Names the rows of a matrix.
   *
   * @param fields field of each row
   * @param values value of each row, distinct within a field
   * @param embeddings as many rows
   */
  public ContextEmbeddings(List<String> fields, List<String> values, EmbeddingMatrix embeddings) {
    if (fields.size() != embeddings.rows() || values.size() != embeddings.rows()) {
      throw new IllegalArgumentException(
          "fields, values and embeddings must be as many: %d, %d, %d"
              .formatted(fields.size(), values.size(), embeddings.rows()));
    }
    Map<String, List<String>> valuesByField = new HashMap<>();
    for (int row = 0; row < fields.size(); row++) {
      String field = fields.get(row);
      String value = values.get(row);
      Integer other =
          rowByFieldAndValue.computeIfAbsent(field, f -> new HashMap<>()).put(value, row);
      if (other != null) {
        throw new IllegalArgumentException(
            "context values must be distinct: " + field + "=" + value);
      }
      valuesByField.computeIfAbsent(field, f -> new ArrayList<>()).add(value);
    }
    this.schema = new ContextSchema(valuesByField);
    this.embeddings = embeddings;
  }

  /** No context at all. */
  public static ContextEmbeddings none(int dimension) {
    return new ContextEmbeddings(
        List.of(), List.of(), EmbeddingMatrix.of(dimension, new float[0][]));
  }

  /** Length of every embedding. */
  public int dimension() {
    return embeddings.dimension();
  }

  /** The known fields and values. */
  public ContextSchema schema() {
    return schema;
  }

  /**
   * Sum of the embeddings of a variant, added in the order of the sorted fields; values that the
   * model does not know add nothing.
   *
   * @return a vector, or null when nothing was added
   */
  public float[] sum(ContextVariant variant) {
    float[] sum = null;
    for (Map.Entry<String, String> pair : variant.values().entrySet()) {
      Integer row = rowByFieldAndValue.getOrDefault(pair.getKey(), Map.of()).get(pair.getValue());
      if (row == null) {
        continue;
      }
      if (sum == null) {
        sum = embeddings.row(row);
      } else {
        for (int factor = 0; factor < sum.length; factor++) {
          sum[factor] += embeddings.value(row, factor);
        }
      }
    }
    return sum;
  }
}
