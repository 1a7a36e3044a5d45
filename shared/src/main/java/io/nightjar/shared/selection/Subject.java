package io.nightjar.shared.selection;

import java.util.Map;

/**
 * Whom and what a request is about.
 *
 * @param items the items that may be listed
 * @param user the user's attributes, by column in upper case; columns without a value are left out
 * @param events the user's latest interactions with these items
 * @param currentItem ordinal of the item that the request names; -1 for none
 */
public record Subject(
    ItemValues items, Map<String, String> user, UserEvents events, int currentItem) {
  /** Copies the attributes. */
  public Subject {
    user = Map.copyOf(user);
  }

  /** The same user, asked about other items, of which the user has had none. */
  public Subject about(ItemValues others) {
    return new Subject(others, user, UserEvents.none(), -1);
  }
}
