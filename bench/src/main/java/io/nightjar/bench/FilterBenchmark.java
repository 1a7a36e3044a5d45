package io.nightjar.bench;

import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.filter.FilterValues;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.selection.ItemSelector;
import io.nightjar.shared.selection.ItemValues;
import io.nightjar.shared.selection.Subject;
import io.nightjar.shared.selection.UserEvents;
import io.nightjar.shared.selection.ValueColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a filtered request that no row of the table answers costs inside the process, from the text
 * of {@code filterValues} to the 25 best items with scores; and the set of items alone. A condition
 * about items is computed once for its values, so a request that repeats them is measured beside
 * one whose values are new. Genres are drawn by a Zipf law; years have 400 different values.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FilterBenchmark {
  private static final int N = 25;
  private static final int GENRES = 20;
  private static final int YEARS = 400;
  private static final int EVENTS = 100;

  /** Items × factors. */
  @Param({"50000x64"})
  String catalogue;

  private Scorer scorer;
  private float[][] users;
  private ItemValues items;
  private UserEvents[] histories;
  private int next;
  private final SplittableRandom drawn = new SplittableRandom(7);

  private final FilterExpression genre =
      FilterExpression.parse("INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)");
  private final FilterExpression years =
      FilterExpression.parse("INCLUDE ItemID WHERE Items.YEAR >= $FROM AND Items.YEAR < 1950");
  private final FilterExpression unseen =
      FilterExpression.parse("EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*')");

  /** Draws a model, columns and histories. */
  @Setup
  public void draw() {
    RandomCatalogue model = RandomCatalogue.of(catalogue);
    scorer = new Scorer(model.matrix());
    users = model.users(64);
    SplittableRandom random = new SplittableRandom(5);
    List<String> genres = new ArrayList<>();
    List<String> madeIn = new ArrayList<>();
    for (int item = 0; item < scorer.items(); item++) {
      String first = "genre-" + zipf(random);
      genres.add(random.nextBoolean() ? first : first + "|genre-" + zipf(random));
      madeIn.add(Integer.toString(1600 + random.nextInt(YEARS)));
    }
    items = ItemValues.ofCatalogue(scorer.items());
    items.add("GENRES", ValueColumn.of(genres));
    items.add("YEAR", ValueColumn.of(madeIn));
    histories = new UserEvents[users.length];
    for (int user = 0; user < users.length; user++) {
      int[] seen = random.ints(EVENTS, 0, scorer.items()).toArray();
      String[] types = new String[EVENTS];
      Arrays.fill(types, "view");
      histories[user] = UserEvents.of(seen, types, new long[EVENTS]);
    }
  }

  private static int zipf(SplittableRandom random) {
    return (int) Math.min(GENRES - 1, Math.floor(1 / (1 - random.nextDouble()) - 1));
  }

  private BitSet select(FilterExpression filter, Map<String, String> values) {
    next = (next + 1) % users.length;
    return ItemSelector.of(filter, FilterValues.parse(values))
        .select(new Subject(items, Map.of(), histories[next], -1));
  }

  private ScoredItems recommend(BitSet set) {
    return scorer.recommend(QueryVector.of(users[next]), N, AllowedItems.of(scorer.items(), set));
  }

  private Map<String, String> newYear() {
    // As good as never the same number twice, so nothing that is kept helps.
    return Map.of("FROM", Double.toString(1700 + 100 * drawn.nextDouble()));
  }

  /** No filter. */
  @Benchmark
  public ScoredItems unfiltered() {
    next = (next + 1) % users.length;
    return scorer.recommend(QueryVector.of(users[next]), N);
  }

  /** A genre that is asked for again and again, 3 % of the items. */
  @Benchmark
  public ScoredItems genreAgain() {
    return recommend(select(genre, Map.of("GENRES", "\"genre-5\"")));
  }

  /** Its set alone. */
  @Benchmark
  public BitSet genreAgainSet() {
    return select(genre, Map.of("GENRES", "\"genre-5\""));
  }

  /** Years from a number that is new each time. */
  @Benchmark
  public ScoredItems yearsNew() {
    return recommend(select(years, newYear()));
  }

  /** Its set alone. */
  @Benchmark
  public BitSet yearsNewSet() {
    return select(years, newYear());
  }

  /** Nothing of a user's hundred newest events. */
  @Benchmark
  public ScoredItems unseen() {
    return recommend(select(unseen, Map.of()));
  }

  /** Its set alone. */
  @Benchmark
  public BitSet unseenSet() {
    return select(unseen, Map.of());
  }
}
