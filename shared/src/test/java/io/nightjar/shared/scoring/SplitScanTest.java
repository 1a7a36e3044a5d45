package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitScanTest {
  /** 20 MB of items, which are cut in two. */
  private static final int ITEMS = 40_001;

  private static final int DIMENSION = 128;
  private final PackedItems items;
  private final QueryVector query;

  SplitScanTest() {
    SplittableRandom random = new SplittableRandom(41);
    float[][] rows = new float[ITEMS][];
    for (int item = 0; item < ITEMS; item++) {
      rows[item] = vector(random);
    }
    items = PackedItems.inOrder(EmbeddingMatrix.of(DIMENSION, rows));
    query = QueryVector.of(vector(random), vector(random));
  }

  private static float[] vector(SplittableRandom random) {
    float[] vector = new float[DIMENSION];
    for (int factor = 0; factor < DIMENSION; factor++) {
      vector[factor] = (float) (random.nextDouble() - 0.5);
    }
    return vector;
  }

  private CatalogueScan fresh() {
    return new CatalogueScan(Kernels.active(), items, query, 30, null);
  }

  @Test
  void piecesGiveWhatTheWholeGives() {
    CatalogueScan whole = fresh();
    whole.scan(0, CatalogueScan.tiles(items));
    List<CatalogueScan> pieces = new ArrayList<>();
    ScoredItems expected = whole.ranked();
    ScoredItems split =
        SplitScan.of(
                items,
                () -> {
                  CatalogueScan piece = fresh();
                  synchronized (pieces) {
                    pieces.add(piece);
                  }
                  return piece;
                })
            .ranked();
    assertThat(pieces).hasSize(2);
    assertThat(split.logPartition()).isCloseTo(expected.logPartition(), within(1e-12));
    assertThat(split.size()).isEqualTo(30);
    for (int rank = 0; rank < 30; rank++) {
      assertThat(split.ordinal(rank)).isEqualTo(expected.ordinal(rank));
      assertThat(split.logit(rank)).isEqualTo(expected.logit(rank));
    }
  }

  @Test
  void everyCallGivesTheSameBits() {
    double first = SplitScan.of(items, this::fresh).ranked().logPartition();
    for (int call = 0; call < 20; call++) {
      assertThat(SplitScan.of(items, this::fresh).ranked().logPartition()).isEqualTo(first);
    }
  }
}
