package io.nightjar.serving.ranking;

import io.nightjar.serving.api.PredictedItem;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An answer and how it was found.
 *
 * @param items best first
 * @param source how it was found
 */
public record Answer(List<PredictedItem> items, Source source) {
  /** Where an answer comes from. */
  public enum Source {
    /** A row of the precomputed table. */
    TABLE("table"),
    /** Scored when asked. */
    LIVE("live"),
    /** Of a list of related items: filled up with popular items, or made of them. */
    POPULAR("popular");

    private final String headerValue;

    Source(String headerValue) {
      this.headerValue = headerValue;
    }

    /** The word in the header {@code x-nightjar-source}. */
    public String headerValue() {
      return headerValue;
    }
  }

  /** Copies the list. */
  public Answer {
    items = List.copyOf(items);
  }

  /** The same items without scores. */
  public Answer unscored() {
    return map(PredictedItem::withoutScore);
  }

  /** The same with each item changed. */
  public Answer map(UnaryOperator<PredictedItem> change) {
    return new Answer(items.stream().map(change).toList(), source);
  }
}
