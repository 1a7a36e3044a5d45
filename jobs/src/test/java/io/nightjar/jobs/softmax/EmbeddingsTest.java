package io.nightjar.jobs.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddingsTest {
  private static final int WIDTH = 3;
  private static final InteractionGraph GRAPH =
      InteractionGraph.of(2, 2, new int[] {0, 0, 1}, new int[] {0, 1, 1}, new float[] {1, 1, 2});

  /** The slope of Σ c · embedding along every free coordinate, against differences. */
  @ParameterizedTest
  @EnumSource(SoftmaxSettings.Form.class)
  void gradientsGoBackThroughFormAndSmoothing(SoftmaxSettings.Form form) {
    SoftmaxSettings settings = new SoftmaxSettings(form, 2, 0.5, 0, 0, 0.1, 1, 1, 7);
    GraphSmoothing smoothing = new GraphSmoothing(GRAPH, 2, WIDTH);
    SplittableRandom random = new SplittableRandom(5);
    float[] users = random(random);
    float[] items = random(random);
    float[] byUsers = random(random);
    float[] byItems = random(random);
    Embeddings at = embeddings(settings, smoothing, users, items);
    GraphSmoothing.Rows slopes = at.back(smoothing, byUsers.clone(), byItems.clone());
    float step = 1e-2f;
    for (int i = 0; i < users.length; i++) {
      float[] moved = users.clone();
      moved[i] += step;
      double above = value(embeddings(settings, smoothing, moved, items), byUsers, byItems);
      moved[i] -= 2 * step;
      double below = value(embeddings(settings, smoothing, moved, items), byUsers, byItems);
      assertThat((double) slopes.users()[i]).isCloseTo((above - below) / (2 * step), within(5e-3));
    }
  }

  private static double value(Embeddings embeddings, float[] byUsers, float[] byItems) {
    double value = 0;
    for (int i = 0; i < byUsers.length; i++) {
      value += (double) byUsers[i] * embeddings.users()[i];
    }
    float[] noBias = new float[2];
    for (int item = 0; item < 2; item++) {
      for (int factor = 0; factor < WIDTH; factor++) {
        value +=
            (double) byItems[item * WIDTH + factor]
                * embeddings.itemRows(noBias).value(item, factor);
      }
    }
    return value;
  }

  private static Embeddings embeddings(
      SoftmaxSettings settings, GraphSmoothing smoothing, float[] users, float[] items) {
    return Embeddings.of(settings, smoothing, new GraphSmoothing.Rows(users, items), WIDTH);
  }

  private static float[] random(SplittableRandom random) {
    float[] values = new float[2 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + random.nextDouble());
    }
    return values;
  }
}
