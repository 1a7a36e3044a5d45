package io.nightjar.jobs.interactions;

import io.nightjar.shared.context.ContextVariant;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.api.java.UDF1;
import scala.collection.Seq;

/**
 * Turns the context cells of a row into the canonical key of their variant; empty cells add none.
 */
final class ContextKey implements UDF1<Seq<String>, String> {
  private final List<String> fields;

  ContextKey(List<String> fields) {
    this.fields = List.copyOf(fields);
  }

  @Override
  public String call(Seq<String> cells) {
    TreeMap<String, String> values = new TreeMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String value = cells.apply(i);
      if (value != null && !value.isEmpty()) {
        values.put(fields.get(i), value);
      }
    }
    return ContextVariant.of(values).key();
  }
}
