package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Clause;
import io.nightjar.shared.filter.Dataset;
import io.nightjar.shared.filter.Effect;
import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.filter.FilterValues;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A filter with the values of its placeholders, ready to be applied. Immutable and safe for use by
 * many threads.
 */
public final class ItemSelector {
  private final FilterValues values;
  private final List<Clause> clauses;

  private ItemSelector(FilterValues values, List<Clause> clauses) {
    this.values = values;
    this.clauses = clauses;
  }

  /**
   * Gives an expression its values. An EXCLUDE that lacks one does not count.
   *
   * @throws FilterException naming the placeholder whose value is missing, or not what the
   *     expression needs, or that the expression does not have
   */
  public static ItemSelector of(FilterExpression expression, FilterValues values) {
    PlaceholderRules.check(expression, values);
    List<Clause> counting = new ArrayList<>();
    for (Clause clause : expression.clauses()) {
      if (values.byName().keySet().containsAll(clause.placeholders())) {
        counting.add(clause);
      }
    }
    return new ItemSelector(values, List.copyOf(counting));
  }

  /**
   * Which items may be listed.
   *
   * @return a new set of ordinals; null for all items
   */
  public BitSet select(Subject subject) {
    BitSet included = null;
    BitSet excluded = null;
    for (Clause clause : clauses) {
      if (!counts(clause, subject)) {
        continue;
      }
      BitSet set = where(clause, subject);
      if (clause.effect() == Effect.INCLUDE) {
        included = union(included, set);
      } else {
        excluded = union(excluded, set);
      }
    }
    if (included == null && excluded == null) {
      return null;
    }
    if (included == null) {
      included = new BitSet();
      included.set(0, subject.items().size());
    }
    if (excluded != null) {
      included.andNot(excluded);
    }
    return included;
  }

  private static BitSet union(BitSet sum, BitSet set) {
    if (sum == null) {
      return (BitSet) set.clone();
    }
    sum.or(set);
    return sum;
  }

  private boolean counts(Clause clause, Subject subject) {
    return clause.onlyIf().isEmpty()
        || new UserConditions(subject.user(), new Operands(values, null, -1)).hold(clause.onlyIf());
  }

  private BitSet where(Clause clause, Subject subject) {
    ItemValues items = subject.items();
    Operands operands = new Operands(values, items, subject.currentItem());
    if (clause.dataset() == Dataset.INTERACTIONS) {
      return new EventConditions(items.size(), subject.events(), operands)
          .where(clause.condition());
    }
    boolean ofCurrentItem =
        clause.fields().stream().anyMatch(field -> field.dataset() == Dataset.CURRENT_ITEM);
    ConditionCache.Key key =
        new ConditionCache.Key(
            clause.condition(), valuesOf(clause), ofCurrentItem ? subject.currentItem() : -1);
    return items
        .cache()
        .get(key, () -> new ItemConditions(items, operands).where(clause.condition()));
  }

  private Map<String, List<String>> valuesOf(Clause clause) {
    Map<String, List<String>> ofClause = new TreeMap<>();
    clause.placeholders().forEach(name -> ofClause.put(name, values.of(name)));
    return ofClause;
  }
}
