package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.ScalarKernel;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Live scoring with every kernel that runs here, against a double-precision denominator and a full
 * sort of all items.
 */
class CatalogueScanTest {
  private static final List<Kernel> KERNELS = List.of(new ScalarKernel(), Kernels.active());

  /** A catalogue and a query; logits are of order 1. The arrays may be changed. */
  private static final class Model {
    private final float[][] items;
    private final float[] user;
    private final float[] context;
    private final String name;

    Model(long seed, int items, int dimension, boolean inContext) {
      SplittableRandom random = new SplittableRandom(seed);
      this.items = new float[items][];
      for (int item = 0; item < items; item++) {
        this.items[item] = vector(random, dimension, 2);
      }
      this.user = vector(random, dimension, 4 / Math.sqrt(dimension));
      this.context = inContext ? vector(random, dimension, 2 / Math.sqrt(dimension)) : null;
      this.name = items + " items x " + dimension + ", context " + inContext + ", seed " + seed;
    }

    private static float[] vector(SplittableRandom random, int dimension, double scale) {
      float[] vector = new float[dimension];
      for (int factor = 0; factor < dimension; factor++) {
        vector[factor] = (float) ((random.nextDouble() - 0.5) * scale);
      }
      return vector;
    }

    Model scaled(float scale) {
      for (float[] item : items) {
        for (int factor = 0; factor < item.length; factor++) {
          item[factor] *= scale;
        }
      }
      return this;
    }

    Scorer scorer() {
      return new Scorer(EmbeddingMatrix.of(user.length, items));
    }

    QueryVector query() {
      return QueryVector.of(user, context);
    }

    float logit(int item) {
      float logit = ScalarKernel.dot(user, items[item]);
      return context == null ? logit : logit + ScalarKernel.dot(context, items[item]);
    }

    double logPartition() {
      double[] logits = new double[items.length];
      double max = Double.NEGATIVE_INFINITY;
      for (int item = 0; item < items.length; item++) {
        for (int factor = 0; factor < user.length; factor++) {
          double query = (double) user[factor] + (context == null ? 0 : context[factor]);
          logits[item] += query * items[item][factor];
        }
        max = Math.max(max, logits[item]);
      }
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit - max);
      }
      return max + Math.log(sum);
    }

    int[] ranking(AllowedItems allowed) {
      float[] logits = new float[items.length];
      for (int item = 0; item < items.length; item++) {
        logits[item] = logit(item);
      }
      return IntStream.range(0, items.length)
          .filter(item -> allowed == null || allowed.contains(item))
          .boxed()
          .sorted(
              Comparator.<Integer>comparingDouble(item -> -(double) logits[item])
                  .thenComparing(Comparator.naturalOrder()))
          .mapToInt(Integer::intValue)
          .toArray();
    }
  }

  private static AllowedItems allowed(SplittableRandom random, int items, double share) {
    BitSet ordinals = new BitSet();
    for (int item = 0; item < items; item++) {
      ordinals.set(item, random.nextDouble() < share);
    }
    return AllowedItems.of(items, ordinals);
  }

  private static void check(Model model, AllowedItems allowed, int... ns) {
    Scorer scorer = model.scorer();
    int[] ranking = model.ranking(allowed);
    double logPartition = model.logPartition();
    for (Kernel kernel : KERNELS) {
      for (int n : ns) {
        ScoredItems list = scorer.recommend(kernel, model.query(), n, allowed);
        String where =
            kernel.description()
                + ", n "
                + n
                + ", allowed "
                + (allowed == null ? "all" : allowed.size())
                + ", "
                + model.name;
        assertThat(list.size()).as(where).isEqualTo(Math.min(n, ranking.length));
        assertThat(list.logPartition())
            .as(where)
            .isCloseTo(logPartition, within(1e-6 * Math.max(1, Math.abs(logPartition))));
        for (int rank = 0; rank < list.size(); rank++) {
          assertThat(list.ordinal(rank)).as("rank %d, %s", rank, where).isEqualTo(ranking[rank]);
          assertThat(list.logit(rank)).as(where).isEqualTo(model.logit(ranking[rank]) + 0f);
        }
      }
    }
  }

  @Test
  void randomShapesMatchTheReference() {
    SplittableRandom random = new SplittableRandom(21);
    for (int round = 0; round < 150; round++) {
      int items = 1 + random.nextInt(random.nextInt(10) == 0 ? 9000 : 400);
      Model model =
          new Model(random.nextLong(), items, 1 + random.nextInt(300), random.nextBoolean());
      double share = Math.pow(random.nextDouble(), 3);
      AllowedItems allowed = round % 3 == 0 ? null : allowed(random, items, share);
      check(model, allowed, 1 + random.nextInt(2 * items));
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "63", "64", "65", "1023", "1024", "1025", "5000"})
  void listsBelowAtAndAboveTheCatalogue(int items) {
    Model model = new Model(22, items, 7, true);
    check(model, null, 0, 1, items - 1, items, items + 1, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.001, 0.01, 0.1, 0.12, 0.13, 0.5, 0.9, 1})
  void allowedSetsOfEveryDensity(double share) {
    SplittableRandom random = new SplittableRandom(23);
    for (int items : new int[] {100, 3000}) {
      AllowedItems allowed = allowed(random, items, share);
      int size = allowed.size();
      for (boolean inContext : new boolean[] {false, true}) {
        Model model = new Model(24, items, 9, inContext);
        check(model, allowed, 0, 1, 25, Math.max(0, size - 1), size, size + 1, items);
      }
    }
  }

  @Test
  void allowedItemsMayBeTheWorstAndStandTogether() {
    Model model = new Model(25, 5000, 1, false);
    model.user[0] = 1;
    BitSet worst = new BitSet();
    for (int item = 0; item < 5000; item++) {
      model.items[item][0] = item * 1e-3f;
    }
    worst.set(0, 1500);
    check(model, AllowedItems.of(5000, worst), 1, 25, 1499, 2000);
  }

  @Test
  void itemsInTheOrderOfTheirLogitsAreAllFound() {
    for (float step : new float[] {1e-4f, -1e-4f, 0.01f}) {
      Model model = new Model(26, 20_000, 1, false);
      model.user[0] = 1;
      for (int item = 0; item < 20_000; item++) {
        model.items[item][0] = item * step;
      }
      check(model, null, 1, 100, 300);
    }
  }

  @Test
  void equalEmbeddingsAreRankedByOrdinal() {
    Model model = new Model(27, 3000, 4, true);
    for (int item = 3; item < 3000; item++) {
      model.items[item] = model.items[item % 3];
    }
    check(model, null, 1, 50, 1500);
    check(model, allowed(new SplittableRandom(1), 3000, 0.05), 1, 50, 1500);
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, 1e-38f, 1e-30f, 30f, 1e6f, 1e30f})
  void tinyAndHugeNorms(float scale) {
    check(new Model(28, 2500, 6, false).scaled(scale), null, 40);
    check(new Model(29, 2500, 6, true).scaled(scale), null, 40);
  }

  @Test
  void theDenominatorDependsNeitherOnTheListNorOnWhatIsAllowed() {
    Model model = new Model(30, 2500, 6, true);
    Scorer scorer = model.scorer();
    for (Kernel kernel : KERNELS) {
      double whole = scorer.recommend(kernel, model.query(), 25, null).logPartition();
      for (double share : new double[] {0, 0.01, 0.5}) {
        AllowedItems allowed = allowed(new SplittableRandom(2), 2500, share);
        double narrowed = scorer.recommend(kernel, model.query(), 7, allowed).logPartition();
        assertThat(narrowed).isCloseTo(whole, within(1e-6));
      }
      assertThat(scorer.recommend(kernel, model.query(), 2500, null).logPartition())
          .isEqualTo(whole);
    }
  }

  @Test
  void queriesThatAreNotNumbersAreRefused() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (boolean inContext : new boolean[] {false, true}) {
        Model model = new Model(31, 100, 3, inContext);
        (inContext ? model.context : model.user)[1] = value;
        assertThatIllegalArgumentException()
            .isThrownBy(() -> model.scorer().recommend(model.query(), 1))
            .withMessageMatching("logits must be finite: logit 0 is (NaN|-?Infinity)");
      }
    }
  }

  @Test
  void aLogitThatOverflowsIsRefusedThoughItIsNotAllowed() {
    Model model = new Model(32, 100, 3, true);
    model.items[77][0] = 3e38f;
    model.user[0] = -3e38f;
    AllowedItems others = AllowedItems.of(100, BitSet.valueOf(new long[] {0xFF}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.scorer().recommend(model.query(), 1, others))
        .withMessage("logits must be finite: logit 77 is -Infinity");
  }

  @Test
  void longEmbeddingsWithoutOverflowAreRankedAllTheSame() {
    Model model = new Model(33, 300, 2, false).scaled(1e20f);
    model.user[0] = (float) 1e17;
    model.user[1] = 0;
    check(model, null, 10);
    check(model, allowed(new SplittableRandom(3), 300, 0.3), 10, 300);
  }
}
