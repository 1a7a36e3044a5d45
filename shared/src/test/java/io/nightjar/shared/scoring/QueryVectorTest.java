package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryVectorTest {
  @Test
  void isTheSumOfUserAndContext() {
    QueryVector query = QueryVector.of(new float[] {1f, 2f}, new float[] {10f, 20f});
    assertThat(query.hasContext()).isTrue();
    assertThat(query.dimension()).isEqualTo(2);
    assertThat(query.sum()).containsExactly(11f, 22f);
  }

  @Test
  void mayHaveNoContext() {
    assertThat(QueryVector.of(new float[] {1f}).hasContext()).isFalse();
    assertThat(QueryVector.of(new float[] {1f}, null).sum()).containsExactly(1f);
  }

  @Test
  void copiesItsParts() {
    float[] user = {1f};
    float[] context = {2f};
    QueryVector query = QueryVector.of(user, context);
    user[0] = 99f;
    context[0] = 99f;
    query.sum()[0] = 99f;
    assertThat(query.sum()).containsExactly(3f);
  }

  @Test
  void dimensionsMustAgree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QueryVector.of(new float[2], new float[3]))
        .withMessage("user and context must have one dimension: 2 and 3");
  }

  @Test
  void comesFromAModel() {
    EmbeddingModel model = new Checkerboard(4).model();
    ContextVariant mobile = ContextVariant.of(Map.of("DEVICE", "mobile"));
    assertThat(QueryVector.of(model, 1, mobile).sum()).containsExactly(4f, 2f, 0f, 1f, 0f, 0f, 1f);
    assertThat(QueryVector.of(model, -1, mobile).sum()).containsExactly(4f, 0f, 0f, 0f, 0f, 0f, 1f);
    assertThat(QueryVector.of(model, 1, ContextVariant.of(Map.of("DEVICE", "?"))).hasContext())
        .isFalse();
  }
}
