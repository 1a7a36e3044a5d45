package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.shared.scoring.Softmax;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class CalibrationTrainerTest {
  private static final int ITEMS = 40;
  private static final int FACTORS = 5;
  private static final double TEMPERATURE = 2.5;

  /** Choices drawn from a softmax with a known temperature: maximum likelihood must find it. */
  @Test
  void findsTheTemperatureThatTheChoicesWereMadeWith() {
    Random random = new Random(11);
    float[][] items = new float[ITEMS][FACTORS];
    for (float[] item : items) {
      fill(item, random);
    }
    List<HeldOut> rows = new ArrayList<>();
    long[] popularity = new long[ITEMS];
    for (int row = 0; row < 6000; row++) {
      float[] user = new float[FACTORS];
      fill(user, random);
      float[] logits = new float[ITEMS];
      for (int item = 0; item < ITEMS; item++) {
        for (int factor = 0; factor < FACTORS; factor++) {
          logits[item] += (float) (TEMPERATURE * user[factor] * items[item][factor]);
        }
      }
      int chosen = draw(Softmax.scores(logits), random);
      popularity[chosen]++;
      rows.add(new HeldOut(user, chosen, new int[0], new int[0]));
    }
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
    EmbeddingMatrix matrix = EmbeddingMatrix.of(FACTORS, items);
    Calibration one = fit(context, context.parallelize(rows, 1).cache(), matrix, popularity);
    assertThat(one.temperature()).isCloseTo(TEMPERATURE, within(0.15));
    assertThat(one.nll()).isLessThan(Math.log(ITEMS));
    Calibration many = fit(context, context.parallelize(rows, 7).cache(), matrix, popularity);
    assertThat(many.temperature()).isCloseTo(one.temperature(), within(1e-3));
  }

  private static Calibration fit(
      JavaSparkContext context, JavaRDD<HeldOut> rows, EmbeddingMatrix items, long[] popularity) {
    return new CalibrationTrainer(context)
        .fit(rows, rows.count(), items, new float[FACTORS], popularity);
  }

  private static void fill(float[] vector, Random random) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (random.nextGaussian() * 0.6);
    }
  }

  private static int draw(double[] probabilities, Random random) {
    double left = random.nextDouble();
    for (int i = 0; i < probabilities.length; i++) {
      left -= probabilities[i];
      if (left <= 0) {
        return i;
      }
    }
    return probabilities.length - 1;
  }
}
