package io.nightjar.serving.exploration;

import java.util.Locale;

/**
 * How likely one item is to be in a list that is explored.
 *
 * @param role what the item is for exploration
 * @param probability of being anywhere in the list
 */
public record Chance(Role role, double probability) {
  /** What an item may be for exploration, in the order in which it is decided. */
  public enum Role {
    /** It would be in the list without exploration, and falls out only if new ones push it. */
    LISTED,
    /** It did not come within the age cut-off, so it is never drawn. */
    NOT_NEW,
    /** It is new, but the filter does not admit it. */
    FILTERED,
    /** It is new, but the user would like so many new ones better that it is not drawn. */
    BEYOND_POOL,
    /** It is one of the new items that are drawn from. */
    IN_POOL;

    /** The word in replies. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
