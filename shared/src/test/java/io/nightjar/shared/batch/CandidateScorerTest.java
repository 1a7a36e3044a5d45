package io.nightjar.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.PackedItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link Scorer}: all logits of a query, sums in double precision, a full sort. */
class CandidateScorerTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest
  @CsvSource({"1,1,1", "63,3,2", "1024,8,70", "1025,5,64", "5000,16,130"})
  void everyQueryIsRankedOverItsOwnCandidates(int items, int dimension, int queries) {
    float[][] embeddings = vectors(items, dimension, 1);
    float[][] contexts = vectors(3, dimension, 1);
    List<CandidateQuery> asked = new ArrayList<>();
    for (int query = 0; query < queries; query++) {
      int[] excluded = some(items, query % 3 == 0 ? 0 : items / 3);
      asked.add(
          new CandidateQuery(
              vectors(1, dimension, 1)[0],
              query % 4 == 0 ? null : contexts[query % 3],
              excluded,
              without(some(items, Math.min(items, 9)), excluded)));
    }
    check(embeddings, asked, 25);
  }

  @ParameterizedTest
  @ValueSource(floats = {1e-20f, 20f, 1000f})
  void tinyAndHugeLogits(float scale) {
    float[][] embeddings = vectors(3000, 4, scale);
    List<CandidateQuery> asked = new ArrayList<>();
    for (int query = 0; query < 10; query++) {
      int[] excluded = some(3000, 100);
      asked.add(
          new CandidateQuery(
              vectors(1, 4, 1)[0], null, excluded, without(some(3000, 5), excluded)));
    }
    check(embeddings, asked, 10);
  }

  @Test
  void equalLogitsAreRankedByOrdinal() {
    float[][] embeddings = new float[2100][];
    Arrays.setAll(embeddings, item -> new float[] {item % 3});
    check(
        embeddings,
        List.of(new CandidateQuery(new float[] {1}, null, new int[] {2, 5, 8}, new int[] {0, 11})),
        30);
  }

  @Test
  void withoutCandidatesThereIsNoListAndNoProbability() {
    CandidateScorer scorer = new CandidateScorer(pack(vectors(2000, 2, 1)), 5);
    int[] all = IntStream.range(0, 2000).toArray();
    CandidateRanking ranking =
        scorer.score(List.of(new CandidateQuery(new float[] {1, 2}, null, all, new int[0]))).get(0);
    assertThat(ranking.logPartition()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(ranking.ordinals()).isEmpty();
  }

  @Test
  void shuffledItemsAndEndlessLogitsAreRefused() {
    EmbeddingMatrix matrix = EmbeddingMatrix.of(1, vectors(200, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CandidateScorer(PackedItems.shuffled(matrix, 0), 5))
        .withMessageContaining("items must be in order: position 0 has ");
    CandidateScorer scorer = new CandidateScorer(pack(new float[][] {{1e30f}}), 5);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                scorer.score(
                    List.of(new CandidateQuery(new float[] {1e30f}, null, new int[0], new int[0]))))
        .withMessageContaining("logits must be finite");
  }

  private static void check(float[][] embeddings, List<CandidateQuery> queries, int n) {
    Scorer reference = new Scorer(EmbeddingMatrix.of(embeddings[0].length, embeddings));
    List<CandidateRanking> rankings = new CandidateScorer(pack(embeddings), n).score(queries);
    assertThat(rankings).hasSameSizeAs(queries);
    for (int q = 0; q < queries.size(); q++) {
      CandidateQuery query = queries.get(q);
      CandidateRanking ranking = rankings.get(q);
      float[] logits = reference.logits(QueryVector.of(query.user(), query.context()));
      int[] expected =
          IntStream.range(0, embeddings.length)
              .filter(item -> Arrays.binarySearch(query.excluded(), item) < 0)
              .boxed()
              .sorted(
                  (a, b) ->
                      logits[a] == logits[b]
                          ? Integer.compare(a, b)
                          : Float.compare(logits[b], logits[a]))
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(ranking.ordinals())
          .isEqualTo(Arrays.copyOf(expected, Math.min(n, expected.length)));
      double max = expected.length == 0 ? 0 : logits[expected[0]];
      double sum = Arrays.stream(expected).mapToDouble(i -> Math.exp(logits[i] - max)).sum();
      if (expected.length > 0) {
        assertThat(ranking.logPartition()).isCloseTo(max + Math.log(sum), within(1e-6));
      }
      for (int i = 0; i < query.asked().length; i++) {
        assertThat(ranking.asked()[i]).isEqualTo(logits[query.asked()[i]]);
      }
      for (int rank = 0; rank < ranking.ordinals().length; rank++) {
        assertThat(ranking.logits()[rank]).isEqualTo(logits[ranking.ordinals()[rank]]);
      }
    }
  }

  private static PackedItems pack(float[][] embeddings) {
    return PackedItems.inOrder(EmbeddingMatrix.of(embeddings[0].length, embeddings));
  }

  private float[][] vectors(int rows, int dimension, float scale) {
    float[][] vectors = new float[rows][dimension];
    for (float[] vector : vectors) {
      for (int factor = 0; factor < dimension; factor++) {
        vector[factor] = scale * (float) (2 * random.nextDouble() - 1);
      }
    }
    return vectors;
  }

  private int[] some(int items, int count) {
    return random.ints(count, 0, items).distinct().sorted().toArray();
  }

  private static int[] without(int[] ordinals, int[] excluded) {
    return Arrays.stream(ordinals).filter(i -> Arrays.binarySearch(excluded, i) < 0).toArray();
  }
}
