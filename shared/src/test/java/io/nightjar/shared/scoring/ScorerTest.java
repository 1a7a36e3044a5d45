package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScorerTest {
  private static final long SEED = 19;

  /** The whole catalogue is summed up with exponentials in single precision. */
  private static final double EXACT = 1e-6;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 63, 64, 65, 200})
  void aFullListSumsToOne(int items) {
    Scorer scorer = new Scorer(matrix(items, 9));
    ScoredItems all = scorer.recommend(query(9), items);
    assertThat(all.size()).isEqualTo(items);
    assertThat(sum(all)).as("seed %d", SEED).isCloseTo(items == 0 ? 0.0 : 1.0, within(EXACT));
  }

  @Test
  void aShortListIsTheHeadOfTheFullOne() {
    Scorer scorer = new Scorer(matrix(100, 6));
    ScoredItems all = scorer.recommend(query(6), 100);
    for (int n : new int[] {0, 1, 7, 99}) {
      ScoredItems head = scorer.recommend(query(6), n);
      assertThat(ordinals(head)).isEqualTo(ordinals(all).subList(0, n));
      assertThat(scores(head)).containsExactly(Arrays.copyOf(scores(all), n));
      assertThat(head.logPartition()).isEqualTo(all.logPartition());
    }
  }

  @Test
  void moreThanTheCatalogueIsTheCatalogue() {
    assertThat(new Scorer(matrix(10, 3)).recommend(query(3), 11).size()).isEqualTo(10);
    assertThat(new Scorer(matrix(10, 3)).recommend(query(3), Integer.MAX_VALUE).size())
        .isEqualTo(10);
  }

  @Test
  void rankIsRecommendRestrictedToTheCandidates() {
    Scorer scorer = new Scorer(matrix(150, 12));
    ScoredItems all = scorer.recommend(query(12), 150);
    Map<Integer, Double> scoreByOrdinal = new HashMap<>();
    for (int position = 0; position < all.size(); position++) {
      scoreByOrdinal.put(all.ordinal(position), all.score(position));
    }
    int[] candidates = IntStream.range(0, 50).map(i -> (i * 31) % 150).toArray();
    List<Integer> wanted = IntStream.of(candidates).boxed().toList();
    double total = wanted.stream().mapToDouble(scoreByOrdinal::get).sum();

    ScoredItems ranked = scorer.rank(query(12), candidates);

    assertThat(ordinals(ranked))
        .isEqualTo(ordinals(all).stream().filter(wanted::contains).toList());
    assertThat(sum(ranked)).isCloseTo(1.0, within(1e-12));
    for (int position = 0; position < ranked.size(); position++) {
      assertThat(ranked.score(position))
          .as("position %d, seed %d", position, SEED)
          .isCloseTo(scoreByOrdinal.get(ranked.ordinal(position)) / total, within(1e-12));
    }
  }

  @Test
  void rankingEverythingIsRecommendingEverything() {
    Scorer scorer = new Scorer(matrix(70, 4));
    ScoredItems ranked = scorer.rank(query(4), IntStream.range(0, 70).map(i -> 69 - i).toArray());
    ScoredItems recommended = scorer.recommend(query(4), 70);
    assertThat(ordinals(ranked)).isEqualTo(ordinals(recommended));
    assertThat(scores(ranked)).containsExactly(scores(recommended), within(EXACT));
  }

  @Test
  void noCandidatesGiveAnEmptyRanking() {
    assertThat(new Scorer(matrix(3, 2)).rank(query(2), new int[0]).size()).isZero();
  }

  @Test
  void aRankingHasTheLogitsOfTheCatalogueToTheBit() {
    Scorer scorer = new Scorer(matrix(131, 17));
    QueryVector query = query(17);
    float[] logits = scorer.logits(query);
    ScoredItems ranking = scorer.rank(query, IntStream.range(0, scorer.items()).toArray());
    for (int rank = 0; rank < ranking.size(); rank++) {
      assertThat(Float.floatToRawIntBits(ranking.logit(rank)))
          .as("rank %d, seed %d", rank, SEED)
          .isEqualTo(Float.floatToRawIntBits(logits[ranking.ordinal(rank)] + 0f));
    }
  }

  @Test
  void partsAddUpToTheBitsOfTheWhole() {
    Scorer scorer = new Scorer(matrix(131, 17));
    QueryVector query = query(17);
    float[] user = new float[scorer.logitsLength()];
    float[] context = new float[scorer.logitsLength()];
    float[] sum = new float[scorer.logitsLength()];
    scorer.partLogits(query.user(), user);
    scorer.partLogits(query.context(), context);
    Scorer.addContext(user, context, sum, scorer.items());
    assertThat(sum).containsExactly(scorer.logits(query));
  }

  @Test
  void theCheckerboardIsAnsweredByHeart() {
    Checkerboard board = new Checkerboard(8);
    EmbeddingModel model = board.model();
    Scorer scorer = new Scorer(model.itemEmbeddings());
    QueryVector three = QueryVector.of(model, 3, ContextVariant.EMPTY);
    assertThat(ordinals(scorer.recommend(three, 8))).containsExactly(3, 1, 5, 7, 0, 2, 4, 6);
    QueryVector onMobile =
        QueryVector.of(model, 3, ContextVariant.of(Map.of(Checkerboard.DEVICE, "mobile")));
    assertThat(ordinals(scorer.recommend(onMobile, 8))).containsExactly(0, 2, 4, 6, 3, 1, 5, 7);
    QueryVector unknown = QueryVector.of(model, -1, ContextVariant.EMPTY);
    assertThat(ordinals(scorer.recommend(unknown, 8))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(scorer.recommend(unknown, 1).score(0)).isCloseTo(1.0 / 8, within(EXACT));
  }

  @Test
  void logitsThatOverflowAreRefused() {
    Scorer scorer = new Scorer(EmbeddingMatrix.of(1, new float[][] {{1e30f}, {0f}}));
    QueryVector query = QueryVector.of(new float[] {1e30f});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.recommend(query, 1))
        .withMessage("logits must be finite: logit 0 is Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.rank(query, new int[] {1, 0}))
        .withMessage("logits must be finite: logit 1 is Infinity");
  }

  @Test
  void allowedItemsMustBeOfTheCatalogue() {
    AllowedItems other = AllowedItems.of(4, new BitSet());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scorer(matrix(3, 2)).recommend(query(2), 1, other))
        .withMessage("allowed items must be of a catalogue of 3: 4");
  }

  @Test
  void badArgumentsAreRefused() {
    Scorer scorer = new Scorer(matrix(3, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.recommend(query(2), -1))
        .withMessage("n must not be negative: -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scorer.recommend(query(5), 1))
        .withMessage("query must have 2 values: 5");
    assertThat(scorer.dimension()).isEqualTo(2);
  }

  private static EmbeddingMatrix matrix(int items, int dimension) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[][] rows = new float[items][];
    for (int item = 0; item < items; item++) {
      rows[item] = vector(random, dimension);
    }
    return EmbeddingMatrix.of(dimension, rows);
  }

  private static QueryVector query(int dimension) {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    return QueryVector.of(vector(random, dimension), vector(random, dimension));
  }

  private static float[] vector(SplittableRandom random, int dimension) {
    float[] vector = new float[dimension];
    for (int factor = 0; factor < dimension; factor++) {
      vector[factor] = (float) (random.nextDouble() * 4 - 2);
    }
    return vector;
  }

  private static List<Integer> ordinals(ScoredItems items) {
    return IntStream.range(0, items.size()).mapToObj(items::ordinal).toList();
  }

  private static double[] scores(ScoredItems items) {
    return IntStream.range(0, items.size()).mapToDouble(items::score).toArray();
  }

  private static double sum(ScoredItems items) {
    return Arrays.stream(scores(items)).sum();
  }
}
