package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTest {
  private static final long SEED = 17;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 25, 1000, 100_000})
  void scoresSumToOne(int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (float) (random.nextDouble() * 60 - 30);
    }
    double[] scores = Softmax.scores(logits);
    assertThat(Arrays.stream(scores).sum()).as("seed %d", SEED).isCloseTo(1.0, within(1e-12));
    assertThat(Arrays.stream(scores)).allMatch(score -> score >= 0 && score <= 1);
  }

  @Test
  void oneCandidateScoresOne() {
    assertThat(Softmax.scores(new float[] {-123.4f})).containsExactly(1.0);
  }

  @Test
  void noCandidatesGiveNoScores() {
    assertThat(Softmax.scores(new float[0])).isEmpty();
  }

  @Test
  void equalLogitsScoreEqually() {
    assertThat(Softmax.scores(new float[] {88f, 88f, 88f, 88f}))
        .containsExactly(new double[] {0.25, 0.25, 0.25, 0.25}, within(1e-14));
  }

  @Test
  void onlyDifferencesOfLogitsMatter() {
    double[] low = Softmax.scores(new float[] {1f, 2f, 4f});
    double[] high = Softmax.scores(new float[] {1001f, 1002f, 1004f});
    assertThat(high).containsExactly(low, within(1e-12));
  }

  @Test
  void aScoreNeverExceedsOne() {
    assertThat(Softmax.score(5f, 4.999999999)).isEqualTo(1.0);
  }
}
