package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static ServedModel model(List<String> users, float user, float item) {
    EmbeddingMatrix items = EmbeddingMatrix.of(1, new float[][] {{item}});
    float[][] rows = users.stream().map(id -> new float[] {user}).toArray(float[][]::new);
    EmbeddingModel embeddings =
        new EmbeddingModel(
            IdMap.of(users),
            EmbeddingMatrix.of(1, rows),
            IdMap.of(List.of("item")),
            items,
            ContextEmbeddings.none(1));
    return new ServedModel(null, embeddings, new Scorer(items), null, null);
  }

  @Test
  void aModelWithoutUsersAndWithOneItemIsNoProblem() {
    ServedModel model = model(List.of(), 0, 1);
    WarmUp.run(model);
    assertThat(model.embeddings().users().size()).isZero();
  }

  @Test
  void aUserWhoseLogitsOverflowDoesNotKeepTheModelFromServing() {
    ServedModel model = model(List.of("user"), 3e38f, 3e38f);
    WarmUp.run(model);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                model
                    .scorer()
                    .recommend(QueryVector.of(model.embeddings(), 0, ContextVariant.EMPTY), 1));
  }
}
