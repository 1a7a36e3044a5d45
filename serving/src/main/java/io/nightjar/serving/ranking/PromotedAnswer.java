package io.nightjar.serving.ranking;

import io.nightjar.serving.api.PredictedItem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A list in which a promotion has its share: promoted items at random places among the others, both
 * kinds in their own order. Stateless.
 *
 * <p>Implementation note: the places are drawn by selection sampling (Knuth, The Art of Computer
 * Programming, volume 2, 3.4.2, algorithm S), so every choice of places is equally likely.
 */
public final class PromotedAnswer {
  private PromotedAnswer() {}

  /**
   * How many items of a list a promotion may have: its percentage, rounded half up, at least one.
   *
   * @param numResults wanted length of the list; for 0 the share is 0
   * @param percent 1 to 100
   */
  public static int share(int numResults, int percent) {
    return numResults == 0 ? 0 : Math.max(1, (numResults * percent + 50) / 100);
  }

  /**
   * Puts promoted items among others.
   *
   * @param name of the promotion, which marks its items
   * @param promoted the best items that the promotion may show, no more than its {@link #share}
   * @param others the best {@code numResults} items that the request may show otherwise; those that
   *     are promoted are passed over
   * @param numResults wanted length of the list
   * @param seed decides the places
   */
  public static Answer of(String name, Answer promoted, Answer others, int numResults, long seed) {
    List<PredictedItem> marked =
        promoted.items().stream().map(item -> item.promotedBy(name)).toList();
    List<PredictedItem> ordinary = ordinary(promoted, others, numResults).items();
    boolean live = promoted.source() == Answer.Source.LIVE || others.source() == Answer.Source.LIVE;
    return new Answer(
        mixed(marked, ordinary, new SplittableRandom(seed)),
        live ? Answer.Source.LIVE : others.source());
  }

  /**
   * The ordinary items of a list with promoted ones: the best that are not promoted, as many as
   * there is room for.
   */
  public static Answer ordinary(Answer promoted, Answer others, int numResults) {
    Set<String> taken = new HashSet<>();
    promoted.items().forEach(item -> taken.add(item.itemId()));
    return new Answer(
        others.items().stream()
            .filter(item -> !taken.contains(item.itemId()))
            .limit(numResults - promoted.items().size())
            .toList(),
        others.source());
  }

  private static List<PredictedItem> mixed(
      List<PredictedItem> promoted, List<PredictedItem> others, SplittableRandom random) {
    int size = promoted.size() + others.size();
    List<PredictedItem> mixed = new ArrayList<>(size);
    int used = 0;
    for (int place = 0; place < size; place++) {
      if (random.nextInt(size - place) < promoted.size() - used) {
        mixed.add(promoted.get(used++));
      } else {
        mixed.add(others.get(place - used));
      }
    }
    return mixed;
  }
}
