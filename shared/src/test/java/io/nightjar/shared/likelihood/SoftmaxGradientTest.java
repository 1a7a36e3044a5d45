package io.nightjar.shared.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.ScalarKernel;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against plain loops in double precision, and against differences of the loss. */
class SoftmaxGradientTest {
  static Stream<Kernel> kernels() {
    return Stream.of(new ScalarKernel(), Kernels.active());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void lossAndGradientsAreThoseOfPlainLoops(Kernel kernel) {
    int[][] shapes = {
      {1, 1, 1},
      {3, 2, 5},
      {64, 64, 48},
      {65, 63, 49},
      {1023, 65, 3},
      {1025, 16, 100},
      {3000, 130, 7}
    };
    for (int[] shape : shapes) {
      World world = new World(shape[0], shape[1], shape[2], 1.0);
      world.check(kernel);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void logitsFarApartAreSummedAllTheSame(Kernel kernel) {
    new World(2500, 6, 10, 60.0).check(kernel);
  }

  @Test
  void theGradientIsTheSlopeOfTheLoss() {
    World world = new World(40, 5, 9, 1.0);
    float[] slopes = new float[world.queries.length];
    world.loss(Kernels.active(), slopes);
    double step = 1e-2;
    for (int i = 0; i < slopes.length; i += 7) {
      float at = world.queries[i];
      world.queries[i] = (float) (at + step);
      double above = world.loss(Kernels.active(), new float[slopes.length]);
      world.queries[i] = (float) (at - step);
      double below = world.loss(Kernels.active(), new float[slopes.length]);
      world.queries[i] = at;
      assertThat((double) slopes[i]).isCloseTo((above - below) / (2 * step), within(2e-3));
    }
  }

  @Test
  void logitsThatOverflowAreRefused() {
    World world = new World(10, 2, 1, 1.0);
    world.queries[0] = 3e38f;
    for (int item = 0; item < 10; item++) {
      world.items[item * 2] = 3e38f;
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> world.loss(Kernels.active(), new float[2]))
        .withMessageStartingWith("logits must be finite");
  }

  @Test
  void choicesMustEndWhereTheirItemsEnd() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Choices(new int[] {0, 2}, new int[1], new float[1]))
        .withMessageStartingWith("there must be a weight for each item");
  }

  @Test
  void rivalryIsAShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Choices(new int[] {0, 1}, new int[1], new float[1], new float[] {1.5f}))
        .withMessage("rivalry must be 0 to 1: 1.5");
  }

  @Test
  void itemsMustBeWholeRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ItemRows(3, new float[4]))
        .withMessage("values must be whole rows of 3: 4");
  }

  private static final class World {
    private final int dimension;
    private final float[] items;
    private final float[] queries;
    private final Choices choices;
    private static final float[] RIVALRY = {1f, 0f, 0.25f};

    World(int items, int dimension, int queries, double scale) {
      SplittableRandom random = new SplittableRandom(31L * items + dimension);
      this.dimension = dimension;
      this.items = values(random, items * dimension, 2 / Math.sqrt(dimension));
      this.queries = values(random, queries * dimension, 2 * scale);
      int[] starts = new int[queries + 1];
      for (int query = 0; query < queries; query++) {
        starts[query + 1] = starts[query] + 1 + random.nextInt(Math.min(4, items));
      }
      int[] chosen = new int[starts[queries]];
      float[] weights = new float[chosen.length];
      for (int c = 0; c < chosen.length; c++) {
        weights[c] = 0.5f + random.nextInt(3);
      }
      float[] rivalry = new float[queries];
      for (int query = 0; query < queries; query++) {
        chooseOnceEach(random, items, chosen, starts[query], starts[query + 1]);
        rivalry[query] = RIVALRY[query % RIVALRY.length];
      }
      this.choices = new Choices(starts, chosen, weights, rivalry);
    }

    private static void chooseOnceEach(
        SplittableRandom random, int items, int[] chosen, int from, int to) {
      int first = random.nextInt(items);
      for (int c = from; c < to; c++) {
        chosen[c] = (first + (c - from) * Math.max(1, items / 5)) % items;
      }
    }

    private static float[] values(SplittableRandom random, int count, double scale) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = (float) ((random.nextDouble() - 0.5) * scale);
      }
      return values;
    }

    double loss(Kernel kernel, float[] gradients) {
      return new SoftmaxGradient(kernel, new ItemRows(dimension, items))
          .add(queries, 0, choices.queries(), choices, 0, gradients);
    }

    void check(Kernel kernel) {
      SoftmaxGradient actual = new SoftmaxGradient(kernel, new ItemRows(dimension, items));
      float[] byQueries = new float[queries.length];
      double loss = actual.add(queries, 0, choices.queries(), choices, 0, byQueries);
      double[] expectedByQueries = new double[queries.length];
      double[] expectedByItems = new double[items.length];
      double expected = 0;
      for (int query = 0; query < choices.queries(); query++) {
        expected += plain(query, expectedByQueries, expectedByItems);
      }
      String shape = items.length / dimension + " x " + dimension;
      assertThat(loss).as(shape).isCloseTo(expected, within(1e-5 * Math.max(1, expected)));
      assertClose(byQueries, expectedByQueries, shape);
      assertClose(actual.itemGradient(), expectedByItems, shape);
    }

    private double plain(int query, double[] byQueries, double[] byItems) {
      int count = items.length / dimension;
      double[] logits = new double[count];
      double max = Double.NEGATIVE_INFINITY;
      for (int item = 0; item < count; item++) {
        for (int factor = 0; factor < dimension; factor++) {
          logits[item] +=
              (double) queries[query * dimension + factor] * items[item * dimension + factor];
        }
        max = Math.max(max, logits[item]);
      }
      double loss = 0;
      double[] slopes = new double[count];
      int from = choices.start(query);
      int to = choices.start(query + 1);
      double rivalry = to - from < count ? choices.rivalry(query) : 1;
      for (int c = from; c < to; c++) {
        double among = 0;
        for (int item = 0; item < count; item++) {
          among += part(item, choices.item(c), rivalry, from, to) * Math.exp(logits[item] - max);
        }
        for (int item = 0; item < count; item++) {
          slopes[item] +=
              choices.weightOf(c)
                  * part(item, choices.item(c), rivalry, from, to)
                  * Math.exp(logits[item] - max)
                  / among;
        }
        slopes[choices.item(c)] -= choices.weightOf(c);
        loss += choices.weightOf(c) * (max + Math.log(among) - logits[choices.item(c)]);
      }
      for (int item = 0; item < count; item++) {
        for (int factor = 0; factor < dimension; factor++) {
          byQueries[query * dimension + factor] += slopes[item] * items[item * dimension + factor];
          byItems[item * dimension + factor] += slopes[item] * queries[query * dimension + factor];
        }
      }
      return loss;
    }

    /** How much an item competes with a choice. */
    private double part(int item, int chosen, double rivalry, int from, int to) {
      return item == chosen || !choices.contains(from, to, item) ? 1 : rivalry;
    }

    private static void assertClose(float[] actual, double[] expected, String shape) {
      double largest = 0;
      for (double value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) actual[i])
            .as("%s, coordinate %d", shape, i)
            .isCloseTo(expected[i], within(2e-5 * Math.max(0.1, largest)));
      }
    }
  }
}
