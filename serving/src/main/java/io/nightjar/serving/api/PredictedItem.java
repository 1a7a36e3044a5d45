package io.nightjar.serving.api;

/**
 * One item of a reply.
 *
 * @param itemId its id
 * @param score in [0, 1]; NaN for an item without a score
 */
public record PredictedItem(String itemId, float score) {
  /** An item without a score. */
  public static PredictedItem unscored(String itemId) {
    return new PredictedItem(itemId, Float.NaN);
  }

  /** Whether the item has a score; without one, the reply has no such member. */
  public boolean hasScore() {
    return !Float.isNaN(score);
  }
}
