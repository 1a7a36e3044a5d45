package io.nightjar.jobs.precompute;

import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.IdMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Chooses the context variants to precompute: the empty one, then the combinations, complete and
 * partial, that the interactions show most often; ties go to fewer fields, then to the smaller key.
 */
final class VariantSelector {
  private final int maxVariants;

  VariantSelector(int maxVariants) {
    this.maxVariants = Math.max(1, maxVariants);
  }

  /**
   * What was chosen.
   *
   * @param keys canonical keys, sorted, the empty one first
   * @param coverage share of the interactions whose complete context is among them, 0 to 1
   */
  record Choice(List<String> keys, double coverage) {}

  /** Serializable, since Spark's take-ordered compares on the executors. */
  private static final class MostFrequentFirst
      implements Comparator<Tuple2<String, Long>>, java.io.Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Tuple2<String, Long> a, Tuple2<String, Long> b) {
      int byCount = Long.compare(b._2(), a._2());
      if (byCount != 0) {
        return byCount;
      }
      int byFields = Integer.compare(fields(a._1()), fields(b._1()));
      return byFields != 0 ? byFields : IdMap.ORDER.compare(a._1(), b._1());
    }

    private static int fields(String key) {
      return (int) key.chars().filter(c -> c == '&').count();
    }
  }

  /**
   * Chooses.
   *
   * @param observed columns context, interactions
   */
  Choice choose(Dataset<Row> observed) {
    List<Tuple2<String, Long>> best =
        observed
            .javaRDD()
            .flatMapToPair(
                row ->
                    parts(row.getString(0)).stream()
                        .map(key -> new Tuple2<>(key, row.getLong(1)))
                        .iterator())
            .reduceByKey(Long::sum)
            .map(pair -> new Tuple2<>(pair._1(), pair._2()))
            .takeOrdered(maxVariants, new MostFrequentFirst());
    List<String> keys = new ArrayList<>();
    keys.add("");
    for (Tuple2<String, Long> variant : best) {
      if (keys.size() < maxVariants && !variant._1().isEmpty()) {
        keys.add(variant._1());
      }
    }
    Collections.sort(keys);
    Set<String> chosen = new HashSet<>(keys);
    Tuple2<Long, Long> covered =
        observed
            .javaRDD()
            .map(
                row ->
                    new Tuple2<>(
                        chosen.contains(row.getString(0)) ? row.getLong(1) : 0L, row.getLong(1)))
            .fold(new Tuple2<>(0L, 0L), (a, b) -> new Tuple2<>(a._1() + b._1(), a._2() + b._2()));
    return new Choice(keys, covered._2() == 0 ? 1 : (double) covered._1() / covered._2());
  }

  /** Keys of all non-empty parts of a variant. */
  static List<String> parts(String key) {
    List<Map.Entry<String, String>> pairs =
        List.copyOf(ContextVariant.parse(key).values().entrySet());
    List<String> parts = new ArrayList<>();
    for (int mask = 1; mask < 1 << pairs.size(); mask++) {
      TreeMap<String, String> part = new TreeMap<>();
      for (int i = 0; i < pairs.size(); i++) {
        if ((mask >> i & 1) == 1) {
          part.put(pairs.get(i).getKey(), pairs.get(i).getValue());
        }
      }
      parts.add(ContextVariant.of(part).key());
    }
    return parts;
  }
}
