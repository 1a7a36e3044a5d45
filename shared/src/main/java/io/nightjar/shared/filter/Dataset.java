package io.nightjar.shared.filter;

/** What a field of an expression belongs to. */
public enum Dataset {
  /** The item that may be listed. */
  ITEMS("Items"),
  /** What the user did with the item. */
  INTERACTIONS("Interactions"),
  /** The user of the request. */
  CURRENT_USER("CurrentUser"),
  /** The item that the request names. */
  CURRENT_ITEM("CurrentItem");

  private final String word;

  Dataset(String word) {
    this.word = word;
  }

  /** The word before the dot, as Amazon writes it. */
  public String word() {
    return word;
  }

  /** The data set of a word in any case; null when there is none. */
  static Dataset of(String word) {
    for (Dataset dataset : values()) {
      if (dataset.word.equalsIgnoreCase(word)) {
        return dataset;
      }
    }
    return null;
  }
}
