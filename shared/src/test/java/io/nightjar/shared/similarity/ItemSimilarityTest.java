package io.nightjar.shared.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ItemSimilarityTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

  private static ItemTraits traits(int items, Map<String, List<String>> columns) {
    return ItemTraits.of(items, new TreeMap<>(columns));
  }

  private static ItemTraits noTraits(int items) {
    return traits(items, Map.of());
  }

  private static float[] alike(ItemTraits traits, int item, int items) {
    float[] likeness = new float[items];
    traits.addTo(item, likeness);
    return likeness;
  }

  @Test
  void aRareTraitInCommonMakesMoreAlikeThanACommonOne() {
    ItemTraits traits =
        traits(8, Map.of("genre", Arrays.asList("a|b", "a", "b|a", "b", "a", "a", null, "")));
    // a: 5 of 8 items, ln 1.6 = 0.470004; b: 3 of 8, ln 8/3 = 0.980829
    double a = Math.log(8 / 5.0);
    double b = Math.log(8 / 3.0);
    double both = Math.sqrt(a * a + b * b);
    float[] ofFirst = alike(traits, 0, 8);
    assertThat(ofFirst[1]).isCloseTo((float) (a / both), CLOSE);
    assertThat(ofFirst[2]).isCloseTo(1f, CLOSE);
    assertThat(ofFirst[3]).isCloseTo((float) (b / both), CLOSE);
    assertThat(ofFirst[6]).isZero();
    assertThat(ofFirst[7]).isZero();
    assertThat(traits.has(6)).isFalse();
  }

  @Test
  void columnsAreAveragedAndWhatTellsNothingDoesNotCount() {
    Map<String, List<String>> columns =
        Map.of(
            "title", List.of("w", "x", "y", "z"),
            "kind", List.of("film", "film", "film", "film"),
            "genre", List.of("a", "a", "b", "b"),
            "year", List.of("1999", "2000", "1999", "2000"));
    ItemTraits traits = traits(4, columns);
    assertThat(traits.columns()).isEqualTo(2);
    assertThat(alike(traits, 0, 4)).containsExactly(new float[] {1, 0.5f, 0.5f, 0}, CLOSE);
  }

  @Test
  void theReasonsAddUpToTheLikeness() {
    EmbeddingMatrix embeddings =
        EmbeddingMatrix.of(3, new float[][] {{3, 4, 9}, {4, 3, -5}, {0, 2, 0}});
    ItemSimilarity similarity =
        new ItemSimilarity(
            embeddings, new long[] {5, 15, 0}, traits(3, Map.of("genre", List.of("a", "b", "a"))));
    List<ItemSimilarity.Likeness> reasons = similarity.explain(0, new int[] {2, 1});
    float[] likeness = similarity.likeness(0);
    assertThat(reasons.get(0).total()).isEqualTo(likeness[2]);
    assertThat(reasons.get(1).total()).isEqualTo(likeness[1]);
    assertThat(reasons.get(0).metadata()).isCloseTo(1f, CLOSE);
    assertThat(reasons.get(0).weight()).as("nobody has had item 2").isZero();
    assertThat(reasons.get(1).cosine()).isCloseTo(0.96f, CLOSE);
    assertThat(reasons.get(1).weight()).isCloseTo(0.8f * 0.5f * 0.75f, CLOSE);
  }

  @Test
  void theFormulaByHand() {
    // Two factors and the bias, which must not matter.
    EmbeddingMatrix embeddings =
        EmbeddingMatrix.of(3, new float[][] {{3, 4, 9}, {4, 3, -5}, {0, 2, 0}});
    ItemTraits traits = traits(3, Map.of("genre", List.of("a", "b", "a")));
    float[] likeness = new ItemSimilarity(embeddings, new long[] {5, 15, 0}, traits).likeness(0);
    // t: 1/2, 3/4, 0; cosines with the first: 0.96, 0.8
    assertThat(likeness[1]).isCloseTo(0.8f * 0.5f * 0.75f * 0.96f + 0.01f, CLOSE);
    assertThat(likeness[2]).isCloseTo(1f, CLOSE);
    float[] withoutTraits =
        new ItemSimilarity(embeddings, new long[] {5, 15, 0}, noTraits(3)).likeness(0);
    assertThat(withoutTraits[1]).isCloseTo(0.5f * 0.75f * 0.96f + 0.01f, CLOSE);
    assertThat(withoutTraits[2]).isZero();
  }

  @Test
  void anItemThatNobodyHadIsComparedByMetadataAndEqualsByPopularityThenOrdinal() {
    EmbeddingMatrix embeddings =
        EmbeddingMatrix.of(2, new float[][] {{1, 0}, {-1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}});
    ItemTraits traits = traits(6, Map.of("genre", Arrays.asList("a", "a", "b", "a", "a", null)));
    ItemSimilarity similarity =
        new ItemSimilarity(embeddings, new long[] {0, 9, 50, 20, 9, 0}, traits);
    assertThat(similarity.mostLike(0, 10, null)).containsExactly(3, 1, 4, 2, 5);
    assertThat(similarity.mostLike(0, 2, null)).containsExactly(3, 1);
    BitSet allowed = new BitSet();
    allowed.set(0);
    allowed.set(2);
    allowed.set(4);
    assertThat(similarity.mostLike(0, 10, AllowedItems.of(6, allowed))).containsExactly(4, 2);
    assertThat(similarity.knows(0)).isTrue();
    assertThat(similarity.knows(5)).isFalse();
  }

  @Test
  void manyTilesEqualASlowSum() {
    int items = 5000;
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[items][8];
    long[] interactions = new long[items];
    for (int item = 0; item < items; item++) {
      for (int factor = 0; factor < 8; factor++) {
        rows[item][factor] = (float) random.nextGaussian();
      }
      interactions[item] = random.nextInt(100);
    }
    ItemSimilarity similarity =
        new ItemSimilarity(EmbeddingMatrix.of(8, rows), interactions, noTraits(items));
    float[] likeness = similarity.likeness(4321);
    for (int item = 0; item < items; item += 97) {
      double dot = 0;
      double mine = 0;
      double others = 0;
      for (int factor = 0; factor < 7; factor++) {
        dot += (double) rows[4321][factor] * rows[item][factor];
        mine += (double) rows[4321][factor] * rows[4321][factor];
        others += (double) rows[item][factor] * rows[item][factor];
      }
      double n = interactions[4321];
      double m = interactions[item];
      double expected =
          n / (n + 5) * m / (m + 5) * dot / Math.sqrt(mine * others)
              + 0.01 * Math.log1p(m) / Math.log1p(99);
      assertThat(likeness[item]).as("item " + item).isCloseTo((float) expected, CLOSE);
    }
  }
}
