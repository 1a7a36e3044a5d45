package io.nightjar.serving.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.campaign.ServedModel;
import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.RecommendationIndex;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StandingTest {
  /** Logits of u are 3, 1, 1, 0.5; item d has nothing but its bias. */
  private static CampaignSnapshot snapshot() {
    EmbeddingMatrix items =
        EmbeddingMatrix.of(2, new float[][] {{3, 0}, {1, 0}, {1, 0}, {0, 0.5f}});
    EmbeddingModel model =
        new EmbeddingModel(
            IdMap.of(List.of("u")),
            EmbeddingMatrix.of(2, new float[][] {{1, 1}}),
            IdMap.of(List.of("a", "b", "c", "d")),
            items,
            ContextEmbeddings.none(2));
    return new CampaignSnapshot(
        new CampaignManifest(
            "home", "aws-user-personalization", "20260101T000000000Z-00000001", null, null),
        new ServedModel(null, model, new Scorer(items), null, null),
        RecommendationIndex.empty(),
        ItemLists.NONE);
  }

  private static Standing standing(String item, int numResults) {
    return Standing.of(
        snapshot(), "u", ContextVariant.parse(""), item, RequestFilter.NONE, numResults);
  }

  @Test
  void tiesGoByItemIdAsInLists() {
    assertThat(standing("b", 4).rank()).isEqualTo(2);
    assertThat(standing("c", 4).rank()).isEqualTo(3);
  }

  @Test
  void anItemOfWhichNothingWasLearntSaysSoWhenItIsNotListed() {
    assertThat(standing("d", 3).outcome()).isEqualTo(Standing.Outcome.NO_EMBEDDING);
    assertThat(standing("c", 2).outcome()).isEqualTo(Standing.Outcome.BEYOND_NUM_RESULTS);
    assertThat(standing("d", 4).outcome()).isEqualTo(Standing.Outcome.LISTED);
    assertThat(standing("e", 4).outcome()).isEqualTo(Standing.Outcome.UNKNOWN_ITEM);
  }

  @Test
  void scoresAreOverTheCatalogue() {
    double sum = 0;
    for (String item : List.of("a", "b", "c", "d")) {
      sum += standing(item, 1).score();
    }
    assertThat(sum).isCloseTo(1, Offset.offset(1e-9));
  }
}
