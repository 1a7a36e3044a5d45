package io.nightjar.jobs.evaluate;

import io.nightjar.jobs.store.ModelReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * A user of the hold-out: what the models know of this user, and what the user chose.
 *
 * @param id external id
 * @param history distinct items of this user in the training data; -1 when that is not known
 * @param embeddings of this user in each model that is asked, null where the model has none
 * @param queries by context
 */
record TestUser(String id, int history, float[][] embeddings, List<Query> queries) {
  /**
   * One question: this user in a context, and the answers.
   *
   * @param context canonical key of the context variant
   * @param chosen distinct items; never empty
   * @param excluded items that are no candidates; none of them is among the chosen
   */
  record Query(String context, Set<String> chosen, Set<String> excluded) {}

  /** Reads a row of {@link TestUsers}; queries whose every item is excluded are left out. */
  static TestUser of(Row row, int models) {
    float[][] embeddings = new float[models][];
    for (int model = 0; model < models; model++) {
      Seq<Float> values = row.getAs(TestUsers.EMBEDDING + model);
      embeddings[model] = values == null ? null : ModelReader.floats(values);
    }
    Set<String> always = set(row, TestUsers.EXCLUDED);
    List<Query> queries = new ArrayList<>();
    for (Row choice : row.<Row>getList(row.fieldIndex(TestUsers.QUERIES))) {
      Set<String> excluded = set(choice, TestUsers.EXCLUDED);
      excluded.addAll(always);
      Set<String> chosen = set(choice, TestUsers.CHOSEN);
      chosen.removeAll(excluded);
      if (!chosen.isEmpty()) {
        queries.add(new Query(choice.getAs(TestUsers.CONTEXT), chosen, excluded));
      }
    }
    queries.sort(Comparator.comparing(Query::context));
    return new TestUser(
        row.getAs(TestUsers.USER), row.<Integer>getAs(TestUsers.HISTORY), embeddings, queries);
  }

  private static Set<String> set(Row row, String column) {
    int index = row.fieldIndex(column);
    return row.isNullAt(index) ? new HashSet<>() : new HashSet<>(row.<String>getList(index));
  }
}
