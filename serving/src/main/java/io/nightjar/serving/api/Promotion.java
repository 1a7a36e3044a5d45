package io.nightjar.serving.api;

import java.util.List;

/**
 * Items that a request wants to be promoted.
 *
 * @param name under which the reply marks them
 * @param percentPromotedItems share of the list, 1 to 100
 * @param filter which items; null for all
 */
public record Promotion(String name, int percentPromotedItems, RequestedFilter filter) {
  /** The most that a request may have. */
  private static final int MAX_PROMOTIONS = 1;

  /**
   * Checks the members.
   *
   * @param path names the promotion in messages, such as {@code promotions[0].}
   */
  public static Promotion of(
      String path, String name, Integer percentPromotedItems, RequestedFilter filter) {
    MemberRules.requireGiven(path + "name", name);
    MemberRules.requireName(path + "name", name);
    MemberRules.requireGiven(path + "percentPromotedItems", percentPromotedItems);
    if (percentPromotedItems < 1 || percentPromotedItems > 100) {
      throw new InvalidInputException(
          path + "percentPromotedItems must be in 1 to 100: " + percentPromotedItems);
    }
    return new Promotion(name, percentPromotedItems, filter);
  }

  static void requireFew(List<Promotion> promotions) {
    if (promotions.size() > MAX_PROMOTIONS) {
      throw new InvalidInputException(
          "promotions must not have more than "
              + MAX_PROMOTIONS
              + " promotion: "
              + promotions.size());
    }
  }
}
