package io.nightjar.jobs.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.slice;

import io.nightjar.jobs.store.ModelReader;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.table.HoldoutTable;
import io.nightjar.shared.table.RecommendationTable;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Which share of the items a model would recommend to anybody. */
final class Coverage {
  /**
   * Personalize's: distinct items that the model recommends, over distinct items in Interactions
   * and Items together.
   */
  static final String AMAZON = "coverage";

  /** Distinct items in the lists of the queries, over the catalogue. */
  static final String CATALOGUE = "catalogue_coverage_at_" + Measures.DEPTH;

  private Coverage() {}

  /** Distinct items among the first {@link Measures#DEPTH} of every user's row without context. */
  static long recommended(ModelReader reader, Broadcast<IdMap> catalogue) {
    return reader
        .table(ModelLayout.RECOMMENDATIONS)
        .filter(col(RecommendationTable.CONTEXT).equalTo(""))
        .select(explode(slice(col(RecommendationTable.ITEMS), 1, Measures.DEPTH)).as("item"))
        .select("item." + RecommendationTable.ITEM_ID)
        .distinct()
        .as(Encoders.STRING())
        .filter((FilterFunction<String>) id -> catalogue.value().ordinal(id) >= 0)
        .count();
  }

  /** Distinct items of interactions that a catalogue lacks. */
  static long outside(Dataset<Row> interactions, Broadcast<IdMap> catalogue) {
    return interactions
        .select(HoldoutTable.ITEM_ID)
        .distinct()
        .as(Encoders.STRING())
        .filter((FilterFunction<String>) id -> catalogue.value().ordinal(id) < 0)
        .count();
  }
}
