package io.nightjar.serving.ranking;

import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.LogPartition;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.RankKey;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.scoring.Softmax;
import java.util.Locale;

/**
 * Where one item of the catalogue stands for a user, and what keeps it out of the list if it is not
 * there.
 *
 * @param outcome whether it is listed, or which step took it out
 * @param rank in the list of all items that the filter admits, from 1; 0 when the item is not among
 *     them
 * @param catalogueRank in the list of all items, from 1; 0 for an item that the model does not know
 * @param logit meaningless for an item that the model does not know, as is the score
 * @param score softmax over the whole catalogue
 */
public record Standing(Outcome outcome, int rank, int catalogueRank, float logit, double score) {
  /** What became of the item, in the order in which it is decided. */
  public enum Outcome {
    /** The model does not know the item: it was not there when the model was trained. */
    UNKNOWN_ITEM,
    /** The filter does not admit it. */
    FILTERED,
    /** It is listed. */
    LISTED,
    /** Better items fill the list, and nothing but a bias was learnt of this one. */
    NO_EMBEDDING,
    /** Better items fill the list. */
    BEYOND_NUM_RESULTS;

    /** The word in replies. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Looks for an item.
   *
   * @param userId need not be known
   * @param context a variant that the model knows
   * @param filter which items may be listed
   * @param numResults length of the list
   */
  public static Standing of(
      CampaignSnapshot snapshot,
      String userId,
      ContextVariant context,
      String itemId,
      RequestFilter filter,
      int numResults) {
    EmbeddingModel model = snapshot.model().embeddings();
    int item = model.items().ordinal(itemId);
    if (item < 0) {
      return new Standing(Outcome.UNKNOWN_ITEM, 0, 0, Float.NaN, Double.NaN);
    }
    Scorer scorer = snapshot.model().scorer();
    float[] logits = scorer.logits(QueryVector.of(model, model.users().ordinal(userId), context));
    LogPartition partition = new LogPartition();
    partition.addAll(logits, scorer.items());
    AllowedItems allowed = filter.allowed();
    long key = RankKey.of(logits[item], item);
    int better = 0;
    int betterAllowed = 0;
    for (int other = 0; other < scorer.items(); other++) {
      if (RankKey.of(logits[other], other) > key) {
        better++;
        betterAllowed += allowed == null || allowed.contains(other) ? 1 : 0;
      }
    }
    boolean admitted = allowed == null || allowed.contains(item);
    Outcome outcome;
    if (!admitted) {
      outcome = Outcome.FILTERED;
    } else if (betterAllowed < numResults) {
      outcome = Outcome.LISTED;
    } else {
      outcome = hasEmbedding(model, item) ? Outcome.BEYOND_NUM_RESULTS : Outcome.NO_EMBEDDING;
    }
    return new Standing(
        outcome,
        admitted ? betterAllowed + 1 : 0,
        better + 1,
        logits[item],
        Softmax.score(logits[item], partition.value()));
  }

  private static boolean hasEmbedding(EmbeddingModel model, int item) {
    for (int factor = 0; factor < model.dimension() - 1; factor++) {
      if (model.itemEmbeddings().value(item, factor) != 0) {
        return true;
      }
    }
    return false;
  }
}
