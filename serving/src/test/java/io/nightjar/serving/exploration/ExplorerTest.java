package io.nightjar.serving.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.campaign.CampaignExploration;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.campaign.ServedModel;
import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.RecommendationIndex;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.CatalogueRecommender;
import io.nightjar.serving.ranking.PromotedAnswer;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Lists of a user who likes item i the better the smaller i is. */
class ExplorerTest {
  private static final ContextVariant NO_CONTEXT = ContextVariant.parse("");

  private static CampaignSnapshot snapshot(int items, BitSet newItems, double weight) {
    float[][] rows = new float[items][];
    for (int item = 0; item < items; item++) {
      rows[item] = new float[] {(float) Math.sin(item), -0.1f * item};
    }
    EmbeddingMatrix embeddings = EmbeddingMatrix.of(2, rows);
    EmbeddingModel model =
        new EmbeddingModel(
            IdMap.of(List.of("u")),
            EmbeddingMatrix.of(2, new float[][] {{0, 1}}),
            IdMap.of(IntStream.range(0, items).mapToObj(ExplorerTest::id).toList()),
            embeddings,
            ContextEmbeddings.none(2));
    return new CampaignSnapshot(
        new CampaignManifest(
            "home", "aws-user-personalization", "20260101T000000000Z-00000001", null, null),
        new ServedModel(null, model, new Scorer(embeddings), null, null),
        RecommendationIndex.empty(),
        ItemLists.NONE,
        new CampaignExploration(weight, AllowedItems.of(items, newItems)),
        null);
  }

  private static String id(int item) {
    return "item-%03d".formatted(item);
  }

  private static BitSet bits(int... items) {
    BitSet bits = new BitSet();
    IntStream.of(items).forEach(bits::set);
    return bits;
  }

  private static Answer greedy(CampaignSnapshot snapshot, int numResults) {
    return CatalogueRecommender.recommend(
        snapshot, "u", NO_CONTEXT, numResults, RequestFilter.NONE);
  }

  private static Explorer explorer(CampaignSnapshot snapshot, Answer greedy) {
    return Explorer.of(snapshot, "u", NO_CONTEXT, null, greedy, List.of());
  }

  private static List<String> ids(List<PredictedItem> items) {
    return items.stream().map(PredictedItem::itemId).toList();
  }

  /** Draws many lists: how often an item stood at a place against what was said of it. */
  private static void compareFrequencies(int trials, LongFunction<Drawn> draw) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Double> stated = new HashMap<>();
    for (int trial = 0; trial < trials; trial++) {
      Drawn drawn = draw.apply(0x1234_5678_9ABCL * (trial + 1));
      for (int place = 0; place < drawn.items().size(); place++) {
        String cell = drawn.items().get(place).itemId() + " at " + place;
        counts.merge(cell, 1, Integer::sum);
        Double before = stated.put(cell, drawn.propensities()[place]);
        if (before != null) {
          assertThat(drawn.propensities()[place]).as(cell).isEqualTo(before);
        }
      }
    }
    counts.forEach(
        (cell, count) -> {
          double p = stated.get(cell);
          assertThat(p).as(cell).isBetween(0.0, 1.0);
          double deviation = Math.sqrt(p * (1 - p) / trials);
          assertThat((double) count / trials).as(cell).isCloseTo(p, within(5 * deviation + 1e-9));
        });
    // What never came up is as unlikely as was said: the rest of each place is all there is.
    for (int place = 0; place < 5; place++) {
      String suffix = " at " + place;
      double sum = 0;
      for (Map.Entry<String, Double> cell : stated.entrySet()) {
        sum += cell.getKey().endsWith(suffix) ? cell.getValue() : 0;
      }
      assertThat(sum).as("all that stood" + suffix).isCloseTo(1, within(0.01));
    }
  }

  private record Drawn(List<PredictedItem> items, double[] propensities) {}

  @Test
  void itemsStandWhereTheyStandAsOftenAsIsSaid() {
    BitSet newItems = bits(2, 7, 9, 11, 12, 15, 18);
    CampaignSnapshot snapshot = snapshot(20, newItems, 0.3);
    Explorer explorer = explorer(snapshot, greedy(snapshot, 5));
    compareFrequencies(
        40_000,
        seed -> {
          ExploredList list = explorer.explore(seed);
          List<PredictedItem> items = list.answer().items();
          return new Drawn(items, list.propensities(items));
        });
  }

  @Test
  void fewNewItemsAreStatedAsTheyComeToo() {
    CampaignSnapshot snapshot = snapshot(20, bits(9, 15), 0.6);
    Explorer explorer = explorer(snapshot, greedy(snapshot, 5));
    compareFrequencies(
        40_000,
        seed -> {
          ExploredList list = explorer.explore(seed);
          List<PredictedItem> items = list.answer().items();
          return new Drawn(items, list.propensities(items));
        });
  }

  @Test
  void amongPromotedItemsTooTheyStandAsOftenAsIsSaid() {
    CampaignSnapshot snapshot = snapshot(20, bits(6, 9, 11, 15), 0.4);
    Answer promoted = new Answer(greedy(snapshot, 20).items().subList(10, 12), Answer.Source.LIVE);
    Answer ordinary = PromotedAnswer.ordinary(promoted, greedy(snapshot, 5), 5);
    Explorer explorer = Explorer.of(snapshot, "u", NO_CONTEXT, null, ordinary, promoted.items());
    compareFrequencies(
        60_000,
        seed -> {
          ExploredList list = explorer.explore(seed);
          Answer mixed = PromotedAnswer.of("p", promoted, list.answer(), 5, seed);
          assertThat(mixed.items()).hasSize(5);
          return new Drawn(mixed.items(), list.propensities(mixed.items()));
        });
  }

  @Property(tries = 500, seed = "61803")
  void aListIsWhatItWasWithNewItemsInBetween(
      @ForAll @IntRange(min = 1, max = 150) int items,
      @ForAll @IntRange(min = 0, max = 160) int numResults,
      @ForAll @DoubleRange(min = 0.01, max = 1) double weight,
      @ForAll @IntRange(min = 0, max = 100) int percentNew,
      @ForAll @IntRange(min = 0, max = 100) int percentAllowed,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BitSet newItems = some(items, percentNew, random);
    BitSet admitted = some(items, percentAllowed, random);
    AllowedItems allowed = AllowedItems.of(items, admitted);
    CampaignSnapshot snapshot = snapshot(items, newItems, weight);
    List<PredictedItem> all = greedy(snapshot, items).items();
    List<PredictedItem> best =
        all.stream()
            .filter(item -> admitted.get(Integer.parseInt(item.itemId().substring(5))))
            .limit(numResults)
            .toList();
    Explorer explorer =
        Explorer.of(
            snapshot, "u", NO_CONTEXT, allowed, new Answer(best, Answer.Source.TABLE), List.of());
    ExploredList list = explorer.explore(seed);
    List<PredictedItem> shown = list.answer().items();

    assertThat(shown).hasSameSizeAs(best);
    assertThat(new HashSet<>(ids(shown))).as("no item twice").hasSameSizeAs(shown);
    assertThat(explorer.explore(seed).answer()).as("the same again").isEqualTo(list.answer());
    double[] propensities = list.propensities(shown);
    int ordinary = 0;
    Set<String> ofBest = new HashSet<>(ids(best));
    for (int place = 0; place < shown.size(); place++) {
      PredictedItem item = shown.get(place);
      int number = Integer.parseInt(item.itemId().substring(5));
      assertThat(admitted.get(number)).isTrue();
      assertThat(item.score()).isEqualTo(all.get(number).score());
      assertThat(propensities[place]).isGreaterThan(0).isLessThanOrEqualTo(1);
      if (PredictedItem.EXPLORED.equals(item.reason())) {
        assertThat(newItems.get(number)).isTrue();
        assertThat(ofBest).doesNotContain(item.itemId());
      } else {
        assertThat(item).isEqualTo(best.get(ordinary++));
      }
    }
  }

  private static BitSet some(int items, int percent, SplittableRandom random) {
    BitSet some = new BitSet();
    for (int item = 0; item < items; item++) {
      some.set(item, random.nextInt(100) < percent);
    }
    return some;
  }

  @Test
  void onlyTheHundredNewItemsThatTheUserLikesBestAreDrawn() {
    BitSet newItems = new BitSet();
    newItems.set(0, 200);
    CampaignSnapshot snapshot = snapshot(200, newItems, 1);
    Explorer explorer = explorer(snapshot, greedy(snapshot, 5));
    Set<String> drawn = new HashSet<>();
    for (int seed = 0; seed < 2000; seed++) {
      drawn.addAll(ids(explorer.explore(seed).answer().items()));
    }
    assertThat(drawn).hasSize(100).contains(id(5), id(104));
    assertThat(explorer.chance(id(104)))
        .isEqualTo(new Chance(Chance.Role.IN_POOL, explorer.chance(id(5)).probability()));
    assertThat(explorer.chance(id(104)).probability()).isCloseTo(0.05, within(1e-12));
    assertThat(explorer.chance(id(105))).isEqualTo(new Chance(Chance.Role.BEYOND_POOL, 0));
    assertThat(explorer.chance(id(0))).isEqualTo(new Chance(Chance.Role.LISTED, 0));
    Explorer longer = explorer(snapshot, greedy(snapshot, 99));
    assertThat(longer.chance(id(198)).role()).isEqualTo(Chance.Role.IN_POOL);
    assertThat(longer.chance(id(199)).role()).isEqualTo(Chance.Role.BEYOND_POOL);
  }

  @Test
  void theChancesOfAllItemsAddUpToTheList() {
    CampaignSnapshot snapshot = snapshot(40, bits(3, 8, 9, 20, 21, 30), 0.35);
    Explorer explorer = explorer(snapshot, greedy(snapshot, 10));
    double sum = 0;
    for (int item = 0; item < 40; item++) {
      sum += explorer.chance(id(item)).probability();
    }
    assertThat(sum).isCloseTo(10, within(1e-9));
    assertThat(explorer.chance(id(11))).isEqualTo(new Chance(Chance.Role.NOT_NEW, 0));
    assertThat(explorer.chance(id(3)).role()).isEqualTo(Chance.Role.LISTED);
  }

  @Test
  void aListThatHasTheWholeCatalogueLeavesNothingToExplore() {
    CampaignSnapshot snapshot = snapshot(6, bits(1, 3), 1);
    Answer greedy = greedy(snapshot, 10);
    ExploredList list = explorer(snapshot, greedy).explore(1);
    assertThat(list.answer()).isEqualTo(greedy);
    assertThat(list.propensities(greedy.items())).containsOnly(1);
  }
}
