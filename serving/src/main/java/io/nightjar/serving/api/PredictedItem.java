package io.nightjar.serving.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One item of a reply.
 *
 * @param itemId its id
 * @param score in [0, 1]; NaN for an item without a score
 * @param promotionName of the promotion that put it there; null for none
 * @param metadata what was asked for beside the item, by name; null when nothing was
 * @param reason why it is there, such as {@link #PROMOTED}; null for an ordinary item
 */
public record PredictedItem(
    String itemId, float score, String promotionName, Map<String, String> metadata, String reason) {
  /** The reason of an item that a promotion put there. */
  public static final String PROMOTED = "Promoted item";

  /** The reason of a new item that was drawn at random. */
  public static final String EXPLORED = "Exploration";

  /** The reason of a popular item where too few others were found. */
  public static final String POPULAR = "Popular item";

  /** An ordinary item. */
  public PredictedItem(String itemId, float score) {
    this(itemId, score, null, null, null);
  }

  /** An item without a score. */
  public static PredictedItem unscored(String itemId) {
    return new PredictedItem(itemId, Float.NaN);
  }

  /** Whether the item has a score; without one, the reply has no such member. */
  public boolean hasScore() {
    return !Float.isNaN(score);
  }

  /** The same item without its score. */
  public PredictedItem withoutScore() {
    return new PredictedItem(itemId, Float.NaN, promotionName, metadata, reason);
  }

  /** The same item, drawn at random. */
  public PredictedItem explored() {
    return new PredictedItem(itemId, score, promotionName, metadata, EXPLORED);
  }

  /** A popular item without a score, where too few others were found. */
  public static PredictedItem popular(String itemId) {
    return new PredictedItem(itemId, Float.NaN, null, null, POPULAR);
  }

  /** The same item, put there by a promotion. */
  public PredictedItem promotedBy(String promotion) {
    return new PredictedItem(itemId, score, promotion, metadata, PROMOTED);
  }

  /**
   * The same item with more metadata; of a name that is there twice, the added value counts.
   *
   * @param added not null; may be empty
   */
  public PredictedItem with(Map<String, String> added) {
    Map<String, String> all = added;
    if (metadata != null) {
      all = new LinkedHashMap<>(metadata);
      all.putAll(added);
    }
    return new PredictedItem(itemId, score, promotionName, all, reason);
  }
}
