package io.nightjar.shared.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitDecompositionTest {
  private static final ContextVariant NONE = ContextVariant.parse("");
  private static final ContextVariant TV = ContextVariant.of(Map.of("DEVICE", "tv"));
  private static final int DIMENSION = 9;

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  @Test
  void theBoardIsSolvedByHand() {
    LogitDecomposition user3 =
        LogitDecomposition.of(new Checkerboard(10).model(), 3, NONE, new int[] {3, 1});
    // Products of items 3 and 1 are 2, 1, 1, 2, so λ is 0.2; with the user they are 3 and 2.
    assertThat(user3.coefficient(0)).isCloseTo(4.6 / 3.84, within(1e-9));
    assertThat(user3.coefficient(1)).isCloseTo(1.4 / 3.84, within(1e-9));
    Explanation own = user3.explain(3);
    assertThat(own.logit()).isEqualTo(3f);
    assertThat(own.popularity()).isZero();
    assertThat(own.context()).isZero();
    assertThat(own.history()).isCloseTo(10.6 / 3.84, within(1e-9));
    assertThat(own.remainder()).isCloseTo(3 - 10.6 / 3.84, within(1e-9));
    assertThat(own.because()).extracting(Explanation.Contribution::item).containsExactly(3, 1);
    assertThat(own.because().get(0).value()).isCloseTo(9.2 / 3.84, within(1e-9));
    assertThat(user3.explain(0).because()).isEmpty();
    assertThat(user3.explain(0).history()).isZero();
  }

  @Test
  void whatNoHistoryExplainsIsTheRemainder() {
    EmbeddingModel board = new Checkerboard(10).model();
    Explanation empty = LogitDecomposition.of(board, 3, TV, new int[0]).explain(1);
    assertThat(empty.logit()).isEqualTo(6f);
    assertThat(empty.context()).isEqualTo(4);
    assertThat(empty.remainder()).isEqualTo(2);
    // Even items say nothing about an odd user.
    assertThat(LogitDecomposition.of(board, 3, NONE, new int[] {0, 2}).explain(1))
        .isEqualTo(new Explanation(2f, 0, 0, 0, 2, List.of()));
    // A stranger's embedding is nothing but the constant.
    assertThat(LogitDecomposition.of(board, -1, TV, new int[] {1, 3}).explain(1))
        .isEqualTo(new Explanation(4f, 0, 4, 0, 0, List.of()));
  }

  private static EmbeddingModel drawn(SplittableRandom random, int items) {
    float[][] rows = new float[items][DIMENSION];
    for (float[] row : rows) {
      for (int factor = 0; factor < DIMENSION; factor++) {
        row[factor] = (float) random.nextDouble(-1, 1);
      }
    }
    float[][] user = {rows[0].clone()};
    for (int factor = 0; factor < DIMENSION; factor++) {
      user[0][factor] = (float) (2 * user[0][factor] + random.nextDouble(-1, 1));
    }
    user[0][DIMENSION - 1] = 1;
    List<String> ids = new ArrayList<>();
    for (int item = 0; item < items; item++) {
      ids.add(Checkerboard.itemId(item));
    }
    return new EmbeddingModel(
        IdMap.of(List.of("u")),
        EmbeddingMatrix.of(DIMENSION, user),
        IdMap.of(ids),
        EmbeddingMatrix.of(DIMENSION, rows),
        new ContextEmbeddings(
            List.of("DEVICE"),
            List.of("tv"),
            EmbeddingMatrix.of(DIMENSION, new float[][] {rows[1]})));
  }

  private static int[] first(int count) {
    int[] history = new int[count];
    for (int item = 0; item < count; item++) {
      history[item] = item;
    }
    return history;
  }

  /** Vectors of one direction or nearly so, in fewer dimensions than there are vectors. */
  @Test
  void itemsThatAreAlikeShareTheCredit() {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[100][DIMENSION];
    for (int item = 0; item < rows.length; item++) {
      for (int factor = 0; factor < 2; factor++) {
        rows[item][factor] =
            item < 20 ? 1 : (float) (1 + 1e-3 * random.nextDouble() * (factor - 0.5));
      }
    }
    EmbeddingModel drawn = drawn(random, 100);
    EmbeddingModel model =
        new EmbeddingModel(
            drawn.users(),
            EmbeddingMatrix.of(DIMENSION, new float[][] {{1, 2, 0, 0, 0, 0, 0, 0, 1}}),
            drawn.items(),
            EmbeddingMatrix.of(DIMENSION, rows),
            ContextEmbeddings.none(DIMENSION));
    int[] history = first(100);
    LogitDecomposition parts = LogitDecomposition.of(model, 0, NONE, history);
    requireBest(model, parts, history, rest(model, parts, history));
    for (int same = 1; same < 20; same++) {
      assertThat(parts.coefficient(same)).isCloseTo(parts.coefficient(0), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 20, 60, 100})
  void thePartsAreExactAndTheCoefficientsAreBest(int size) {
    SplittableRandom random = new SplittableRandom(size);
    EmbeddingModel model = drawn(random, 100);
    int[] history = first(size);
    for (ContextVariant variant : List.of(NONE, TV)) {
      LogitDecomposition parts = LogitDecomposition.of(model, 0, variant, history);
      double[] rest = rest(model, parts, history);
      requireBest(model, parts, history, rest);
      float[] logits = new Scorer(model.itemEmbeddings()).logits(QueryVector.of(model, 0, variant));
      for (int item = 0; item < 100; item++) {
        Explanation one = parts.explain(item);
        assertThat(one.logit()).isEqualTo(logits[item]);
        assertThat(one.popularity() + one.context() + one.history() + one.remainder())
            .isCloseTo(one.logit(), within(1e-12));
        double named = one.because().stream().mapToDouble(Explanation.Contribution::value).sum();
        assertThat(one.because()).hasSizeLessThanOrEqualTo(3);
        assertThat(one.because()).allMatch(contribution -> contribution.value() > 0);
        if (size <= 1) {
          assertThat(Math.max(one.history(), 0)).isCloseTo(named, within(1e-12));
        }
        // The remainder is what the rest of the embedding makes of the item, not just a difference.
        assertThat(one.remainder())
            .isCloseTo(product(rest, model.itemEmbeddings().row(item)), within(2e-6));
      }
    }
  }

  /** The user's embedding without what the history explains of it. */
  private static double[] rest(EmbeddingModel model, LogitDecomposition parts, int[] history) {
    double[] rest = new double[DIMENSION - 1];
    for (int factor = 0; factor < rest.length; factor++) {
      rest[factor] = model.userEmbedding(0)[factor];
      for (int h = 0; h < history.length; h++) {
        rest[factor] -= parts.coefficient(h) * model.itemEmbeddings().value(history[h], factor);
      }
    }
    return rest;
  }

  private static double product(double[] rest, float[] item) {
    double sum = 0;
    for (int factor = 0; factor < rest.length; factor++) {
      sum += rest[factor] * item[factor];
    }
    return sum;
  }

  /** The conditions of Karush, Kuhn and Tucker, which only the best coefficients fulfil. */
  private static void requireBest(
      EmbeddingModel model, LogitDecomposition parts, int[] history, double[] rest) {
    double ridge = 0;
    for (int item : history) {
      for (int factor = 0; factor < DIMENSION - 1; factor++) {
        ridge += 0.1 * Math.pow(model.itemEmbeddings().value(item, factor), 2) / history.length;
      }
    }
    for (int h = 0; h < history.length; h++) {
      double coefficient = parts.coefficient(h);
      double gain = product(rest, model.itemEmbeddings().row(history[h])) - ridge * coefficient;
      if (coefficient > 0) {
        assertThat(gain).isCloseTo(0, within(1e-11));
      } else {
        assertThat(coefficient).isZero();
        assertThat(gain).isLessThan(1e-11);
      }
    }
  }

  @Test
  void itemsWithoutAnEmbeddingExplainNothing() {
    EmbeddingMatrix items = EmbeddingMatrix.of(2, new float[][] {{0, 1}, {1, 0}});
    EmbeddingModel model =
        new EmbeddingModel(
            IdMap.of(List.of("u")),
            EmbeddingMatrix.of(2, new float[][] {{1, 1}}),
            IdMap.of(List.of("a", "b")),
            items,
            ContextEmbeddings.none(2));
    LogitDecomposition parts = LogitDecomposition.of(model, 0, NONE, new int[] {0});
    assertThat(parts.explain(0)).isEqualTo(new Explanation(1f, 1, 0, 0, 0, List.of()));
    assertThat(parts.explain(1)).isEqualTo(new Explanation(1f, 0, 0, 0, 1, List.of()));
  }

  @Test
  void aHistoryThatIsTooLongIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogitDecomposition.of(new Checkerboard(4).model(), 0, NONE, new int[101]))
        .withMessage("history must not have more than 100 items: 101");
  }
}
