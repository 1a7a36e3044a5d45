package io.nightjar.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link ReferenceScores}: double-precision denominators, a full sort of all items. */
class BatchScorerTest {
  @Test
  void randomShapesMatchTheReference() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 120; round++) {
      int items = 1 + random.nextInt(random.nextInt(20) == 0 ? 9000 : 400);
      int dimension = 1 + random.nextInt(300);
      int users = 1 + random.nextInt(9);
      int variants = 1 + random.nextInt(6);
      int n = 1 + random.nextInt(2 * items);
      RandomModel model = new RandomModel(random.nextLong(), items, dimension, users, variants);
      check(model, n);
    }
  }

  @ParameterizedTest
  @CsvSource({"5000,1", "5000,7", "40000,1", "40000,16"})
  void largeCataloguesMatchTheReference(int items, int variants) {
    check(new RandomModel(3, items, 8, 5, variants), 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void moreUsersThanAreWorkedOnAtATime(int variants) {
    check(new RandomModel(4, 1500, 5, 1001, variants), 20);
  }

  @ParameterizedTest
  @CsvSource({"1,99", "1,100", "1,101", "3,99", "3,100", "3,101", "2,1", "2,5000"})
  void listsBelowAtAndAboveTheCatalogue(int variants, int n) {
    check(new RandomModel(5, 100, 10, 6, variants), n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void equalEmbeddingsAreRankedByOrdinal(int variants) {
    RandomModel model = new RandomModel(6, 3000, 4, 5, variants);
    for (int item = 0; item < 3000; item++) {
      model.items[item] = model.items[item % 3].clone();
    }
    check(model, 50);
    check(model, 1500);
  }

  @ParameterizedTest
  @CsvSource({"1,1e-30", "3,1e-30", "1,0", "3,0", "1,30", "3,30", "1,1e6", "3,1e6"})
  void tinyAndHugeNorms(int variants, float scale) {
    RandomModel model = new RandomModel(7, 2500, 6, 5, variants);
    for (float[] item : model.items) {
      for (int factor = 0; factor < item.length; factor++) {
        item[factor] *= scale;
      }
    }
    check(model, 40);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aFewUsersOfAnotherScaleDoNotHurtTheOthers(int variants) {
    RandomModel model = new RandomModel(8, 2500, 6, 30, variants);
    for (int user = 0; user < 30; user += 4) {
      for (int factor = 0; factor < 6; factor++) {
        model.users[user][factor] *= user % 8 == 0 ? 1000f : 0f;
      }
    }
    check(model, 40);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void itemsInTheOrderOfTheirLogitsDefeatNoThreshold(int variants) {
    RandomModel model = new RandomModel(9, 20_000, 1, 3, variants);
    for (int item = 0; item < model.items.length; item++) {
      model.items[item][0] = item * 1e-4f;
    }
    check(model, 100);
  }

  @Test
  void blocksGiveWhatTheWholeCatalogueGives() {
    for (int variants : new int[] {1, 5}) {
      RandomModel model = new RandomModel(10, 5000, 12, 40, variants);
      TopLists whole = model.score(60, 5000);
      for (int block : new int[] {1, 64, 999, 2500, 4999}) {
        if (block == 1) {
          continue;
        }
        TopLists blocks = model.score(60, block);
        for (int user = 0; user < 40; user++) {
          for (int variant = 0; variant < variants; variant++) {
            assertSame(blocks, whole, user, variant);
          }
        }
      }
    }
  }

  private static void assertSame(TopLists actual, TopLists expected, int user, int variant) {
    assertThat(actual.size(user, variant)).isEqualTo(expected.size(user, variant));
    assertThat(actual.logPartition(user, variant))
        .isCloseTo(expected.logPartition(user, variant), within(1e-6));
    for (int rank = 0; rank < expected.size(user, variant); rank++) {
      assertThat(actual.ordinal(user, variant, rank))
          .isEqualTo(expected.ordinal(user, variant, rank));
      assertThat(actual.logit(user, variant, rank)).isEqualTo(expected.logit(user, variant, rank));
    }
  }

  @Test
  void aUserGetsTheSameBitsWhateverTheCompany() {
    for (int variants : new int[] {1, 5}) {
      RandomModel model = new RandomModel(12, 3000, 12, 300, variants);
      TopLists together = model.score(60, 3000);
      for (int user = 0; user < 300; user += 37) {
        TopLists alone = model.only(user).score(60, 3000);
        for (int variant = 0; variant < variants; variant++) {
          assertThat(alone.logPartition(0, variant))
              .isEqualTo(together.logPartition(user, variant));
          for (int rank = 0; rank < 60; rank++) {
            assertThat(alone.ordinal(0, variant, rank))
                .isEqualTo(together.ordinal(user, variant, rank));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void logitsThatOverflowAreRefused(int variants) {
    RandomModel model = new RandomModel(13, 200, 4, 3, variants);
    for (float[] item : model.items) {
      item[0] = 3e38f;
    }
    model.users[1][0] = 3e38f;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.score(10, 200))
        .withMessageMatching("logits must be finite: logit \\d+ is .*Infinity");
  }

  @Test
  void usersThatAreNotNumbersAreRefused() {
    RandomModel model = new RandomModel(14, 200, 4, 3, 1);
    model.users[2][3] = Float.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.score(10, 200))
        .withMessage("logits must be finite: logit 0 is NaN");
  }

  @Test
  void shapesMustAgree() {
    CatalogueBlock block =
        new CatalogueBlock(EmbeddingMatrix.of(2, new float[5][2]), 0, new float[1][]);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new BatchScorer(3, 1, 4).score(block, new float[1][3], 1, new TopLists(1, 1, 4)))
        .withMessage("items must have 3 factors: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new BatchScorer(2, 2, 4).score(block, new float[1][2], 1, new TopLists(1, 2, 4)))
        .withMessage("there must be 2 variants: 1 in the block, 2 in the lists");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new BatchScorer(2, 1, 4).score(block, new float[2][2], 2, new TopLists(1, 1, 4)))
        .withMessage("lists must hold 4 items for 2 users: 4 for 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new BatchScorer(2, 1, 4).score(block, new float[1][3], 1, new TopLists(1, 1, 4)))
        .withMessage("a user embedding must have 2 values: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new CatalogueBlock(EmbeddingMatrix.of(2, new float[5][2]), 0, new float[0][]))
        .withMessage("contexts must not be empty");
  }

  private static void check(RandomModel model, int n) {
    TopLists lists = model.score(n, model.items.length);
    for (int user = 0; user < model.users.length; user++) {
      for (int variant = 0; variant < model.contexts.length; variant++) {
        ReferenceScores reference = new ReferenceScores(model, user, variant);
        int expected = Math.min(n, model.items.length);
        String where = "user " + user + ", variant " + variant + " of " + model;
        assertThat(lists.size(user, variant)).as(where).isEqualTo(expected);
        assertThat(lists.logPartition(user, variant))
            .as(where)
            .isCloseTo(reference.logPartition(), within(reference.tolerance()));
        for (int rank = 0; rank < expected; rank++) {
          assertThat(lists.ordinal(user, variant, rank))
              .as("rank %d, %s", rank, where)
              .isEqualTo(reference.ordinal(rank));
          assertThat(lists.logit(user, variant, rank)).isEqualTo(reference.logit(rank));
        }
      }
    }
  }
}
