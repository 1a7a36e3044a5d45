package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with {@code src/test/oracle/golden_scores.py}, which shares no code with us. */
class GoldenScoresTest {
  @ParameterizedTest
  @MethodSource("cases")
  void logitsHaveTheOraclesBits(Case golden) {
    float[] logits = golden.scorer().logits(golden.query());
    float[] expected = floats(golden.logits);
    for (int item = 0; item < expected.length; item++) {
      assertThat(Integer.toHexString(Float.floatToRawIntBits(logits[item])))
          .as("item %d", item)
          .isEqualTo(Integer.toHexString(Float.floatToRawIntBits(expected[item])));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recommendationsAreTheOracles(Case golden) {
    assertGolden(golden, golden.scorer().recommend(golden.query(), golden.items.size()), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rankingsAreTheOracles(Case golden) {
    int[] candidates = IntStream.range(0, golden.items.size()).toArray();
    assertGolden(golden, golden.scorer().rank(golden.query(), candidates), 1e-12);
  }

  private static void assertGolden(Case golden, ScoredItems actual, double tolerance) {
    assertThat(IntStream.range(0, actual.size()).mapToObj(actual::ordinal))
        .containsExactlyElementsOf(golden.order);
    assertThat(actual.logPartition())
        .isCloseTo(
            golden.logPartition, within(tolerance * Math.max(1, Math.abs(golden.logPartition))));
    for (int position = 0; position < actual.size(); position++) {
      double expected = golden.scores.get(actual.ordinal(position));
      if (expected < Double.MIN_NORMAL) {
        assertThat(actual.score(position)).isCloseTo(expected, within(Double.MIN_NORMAL));
      } else {
        assertThat(actual.score(position)).isCloseTo(expected, withinPercentage(1e-4));
      }
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream in = GoldenScoresTest.class.getResourceAsStream("/golden/scores.json")) {
      return Stream.of(new JsonMapper().readValue(in, Case[].class));
    }
  }

  private static float[] floats(String hex) {
    float[] values = new float[hex.length() / 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(HexFormat.fromHexDigits(hex, 8 * i, 8 * i + 8));
    }
    return values;
  }

  private static EmbeddingMatrix matrix(int dimension, List<String> rows) {
    return EmbeddingMatrix.of(
        dimension, rows.stream().map(GoldenScoresTest::floats).toArray(float[][]::new));
  }

  /** One query over one catalogue; see the script for the format. */
  record Case(
      String name,
      int dimension,
      List<String> items,
      String user,
      List<String> context,
      String logits,
      double logPartition,
      List<Double> scores,
      List<Integer> order) {

    Scorer scorer() {
      return new Scorer(matrix(dimension, items));
    }

    QueryVector query() {
      List<String> fields =
          IntStream.range(0, context.size()).mapToObj(field -> "FIELD" + field).toList();
      TreeMap<String, String> variant = new TreeMap<>();
      fields.forEach(field -> variant.put(field, "value"));
      EmbeddingModel model =
          new EmbeddingModel(
              IdMap.of(List.of("user")),
              matrix(dimension, List.of(user)),
              IdMap.of(IntStream.range(0, items.size()).mapToObj(Integer::toString).toList()),
              matrix(dimension, items),
              new ContextEmbeddings(
                  fields,
                  fields.stream().map(field -> "value").toList(),
                  matrix(dimension, context)));
      return QueryVector.of(model, 0, ContextVariant.of(variant));
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
