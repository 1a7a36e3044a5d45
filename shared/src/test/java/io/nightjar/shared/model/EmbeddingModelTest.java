package io.nightjar.shared.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingModelTest {
  private static final IdMap TWO = IdMap.of(List.of("a", "b"));

  @Test
  void givesTheEmbeddingOfAUser() {
    EmbeddingModel model = model(2, 3, 3, 2, 3);
    assertThat(model.dimension()).isEqualTo(3);
    assertThat(model.userEmbedding(1)).containsExactly(0f, 0f, 0f);
    assertThat(model.users().id(0)).isEqualTo("a");
    assertThat(model.items().size()).isEqualTo(2);
    assertThat(model.itemEmbeddings().rows()).isEqualTo(2);
    assertThat(model.context().schema().fields()).isEmpty();
  }

  @Test
  void anUnknownUserHasOnlyTheConstantCoordinate() {
    assertThat(model(2, 3, 3, 2, 3).userEmbedding(-1)).containsExactly(0f, 0f, 1f);
  }

  @Test
  void partsMustAgree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(1, 3, 3, 2, 3))
        .withMessage("users must be 2: 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(2, 3, 3, 4, 3))
        .withMessage("items must be 2: 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(2, 4, 3, 2, 3))
        .withMessage("dimension must be 3: 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(2, 3, 3, 2, 4))
        .withMessage("dimension of context must be 3: 4");
  }

  private static EmbeddingModel model(
      int users, int userDimension, int itemDimension, int items, int contextDimension) {
    return new EmbeddingModel(
        TWO,
        EmbeddingMatrix.of(userDimension, new float[users][userDimension]),
        TWO,
        EmbeddingMatrix.of(itemDimension, new float[items][itemDimension]),
        ContextEmbeddings.none(contextDimension));
  }
}
