package io.nightjar.shared.similarity;

import io.nightjar.shared.table.ItemsTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the metadata say of items, and how alike it makes them. Immutable and safe for use by many
 * threads.
 *
 * <p>A trait is one value of a column; a value with bars ({@code jazz|soul}) has several. In each
 * column two items are as alike as the cosine of their traits, weighed by rarity: a trait that n of
 * N items have weighs ln(N / n). A column says something only if two items share a trait in it that
 * not all have; the result is the mean over these columns. A trait of one item only tells it from
 * all others, as a title does, and counts nothing at all.
 *
 * <p>Numbers are traits like any other value.
 */
public final class ItemTraits implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Pattern BAR = Pattern.compile("\\|");

  /** Columns of {@code items/} that describe no trait. */
  private static final Set<String> NO_TRAITS =
      Set.of(ItemsTable.ITEM_ID, ItemsTable.EMBEDDING, ItemsTable.POPULARITY, "creation_timestamp");

  /** By item, then one after the other: its traits, and their weights. */
  private final int[] starts;

  private final int[] traits;
  private final float[] weights;

  /** By trait, then one after the other: the items that have it, and their weights. */
  private final int[] traitStarts;

  private final int[] items;
  private final float[] itemWeights;
  private final int columns;

  /**
   * Traits of a catalogue.
   *
   * @param items how many there are
   * @param columns name to values, by ordinal; null where an item has none
   */
  public static ItemTraits of(int items, SortedMap<String, List<String>> columns) {
    List<Column> telling = new ArrayList<>();
    columns.forEach(
        (name, values) -> {
          if (values.size() != items) {
            throw new IllegalArgumentException(
                "column " + name + " must have " + items + " values: " + values.size());
          }
          Column column = Column.of(values);
          if (column.traits() > 0) {
            telling.add(column);
          }
        });
    return new ItemTraits(items, telling);
  }

  /** Whether a column of {@code items/} is one whose values are traits. */
  public static boolean describes(String column) {
    return !NO_TRAITS.contains(column);
  }

  private ItemTraits(int count, List<Column> telling) {
    columns = telling.size();
    int entries = telling.stream().mapToInt(Column::entries).sum();
    starts = new int[count + 1];
    traits = new int[entries];
    weights = new float[entries];
    int used = 0;
    for (int item = 0; item < count; item++) {
      int offset = 0;
      for (Column column : telling) {
        used = column.copy(item, offset, columns, traits, weights, used);
        offset += column.traits();
      }
      starts[item + 1] = used;
    }
    int known = telling.stream().mapToInt(Column::traits).sum();
    traitStarts = new int[known + 1];
    for (int trait : traits) {
      traitStarts[trait + 1]++;
    }
    for (int trait = 0; trait < known; trait++) {
      traitStarts[trait + 1] += traitStarts[trait];
    }
    items = new int[entries];
    itemWeights = new float[entries];
    int[] next = Arrays.copyOf(traitStarts, known);
    for (int item = 0; item < count; item++) {
      for (int entry = starts[item]; entry < starts[item + 1]; entry++) {
        int at = next[traits[entry]]++;
        items[at] = item;
        itemWeights[at] = weights[entry];
      }
    }
  }

  /** Columns that say something. */
  public int columns() {
    return columns;
  }

  /** Whether anything is known of an item. */
  boolean has(int item) {
    return starts[item + 1] > starts[item];
  }

  /**
   * How alike an item and all others are, 0 to 1 up to rounding.
   *
   * @param likeness by ordinal, all zero; receives the result
   */
  void addTo(int item, float[] likeness) {
    for (int entry = starts[item]; entry < starts[item + 1]; entry++) {
      float weight = weights[entry];
      int trait = traits[entry];
      for (int at = traitStarts[trait]; at < traitStarts[trait + 1]; at++) {
        likeness[items[at]] += weight * itemWeights[at];
      }
    }
  }

  /** The traits of one column: by item its traits, of which {@code idf} has the weights. */
  private record Column(int[][] ofItem, double[] idf) {
    static Column of(List<String> values) {
      List<Set<String>> parts = new ArrayList<>(values.size());
      Map<String, Integer> counts = new TreeMap<>();
      for (String value : values) {
        Set<String> ofValue = parts(value);
        ofValue.forEach(part -> counts.merge(part, 1, Integer::sum));
        parts.add(ofValue);
      }
      counts.values().removeIf(n -> n < 2 || n == values.size());
      double[] idf = new double[counts.size()];
      Map<String, Integer> numbers = new HashMap<>();
      counts.forEach(
          (part, n) -> {
            idf[numbers.size()] = StrictMath.log((double) values.size() / n);
            numbers.put(part, numbers.size());
          });
      int[][] ofItem = new int[values.size()][];
      for (int item = 0; item < ofItem.length; item++) {
        ofItem[item] =
            parts.get(item).stream()
                .filter(numbers::containsKey)
                .mapToInt(numbers::get)
                .sorted()
                .toArray();
      }
      return new Column(ofItem, idf);
    }

    private static Set<String> parts(String value) {
      Set<String> parts = new HashSet<>();
      if (value != null) {
        for (String part : BAR.split(value, -1)) {
          if (!part.isBlank()) {
            parts.add(part.strip());
          }
        }
      }
      return parts;
    }

    int traits() {
      return idf.length;
    }

    int entries() {
      return Arrays.stream(ofItem).mapToInt(traits -> traits.length).sum();
    }

    /** Copies an item's traits, scaled so that products add up to a mean of cosines. */
    int copy(int item, int offset, int columns, int[] traits, float[] weights, int at) {
      double squares = 0;
      for (int trait : ofItem[item]) {
        squares += idf[trait] * idf[trait];
      }
      double norm = Math.sqrt(squares * columns);
      int used = at;
      for (int trait : ofItem[item]) {
        traits[used] = offset + trait;
        weights[used] = (float) (idf[trait] / norm);
        used++;
      }
      return used;
    }
  }
}
