package io.nightjar.shared.explanation;

import java.util.List;

/**
 * The parts of one logit: {@code logit = popularity + context + history + remainder}, where the
 * remainder is what is left of the logit, to the last bit that a double has.
 *
 * @param logit as it is served
 * @param popularity the item's bias, which every user gets
 * @param context what the context adds; 0 without one
 * @param history the sum of all contributions of the user's history, also those that are not in
 *     {@code because}
 * @param remainder what the user's embedding has beside its history
 * @param because the greatest contributions, greatest first, all positive; may be empty
 */
public record Explanation(
    float logit,
    double popularity,
    double context,
    double history,
    double remainder,
    List<Contribution> because) {
  /** Copies the list. */
  public Explanation {
    because = List.copyOf(because);
  }

  /**
   * What one item of the history adds to the logit.
   *
   * @param item ordinal of the item in the history
   * @param value in the unit of logits: nats
   */
  public record Contribution(int item, double value) {}
}
