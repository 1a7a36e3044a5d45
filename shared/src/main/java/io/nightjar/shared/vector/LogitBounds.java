package io.nightjar.shared.vector;

import java.io.Serializable;

/**
 * What no logit of a catalogue exceeds, by the inequality of Cauchy and Schwarz. Immutable.
 *
 * <p>The last coordinate, where a model keeps the bias of an item, is bounded by itself: biases are
 * often ten times as long as the rest and all of one sign.
 */
final class LogitBounds implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Thousands of roundings of a float. */
  private static final double ROUNDING = 1e-3;

  private final double longest;
  private final double longestBeforeLast;
  private final double greatestLast;
  private final double leastLast;

  /** Bounds for the logits of these items. */
  LogitBounds(EmbeddingMatrix items) {
    int rest = items.dimension() - 1;
    double mostSquares = 0;
    double mostSquaresBeforeLast = 0;
    double greatest = items.rows() == 0 ? 0 : Double.NEGATIVE_INFINITY;
    double least = items.rows() == 0 ? 0 : Double.POSITIVE_INFINITY;
    for (int row = 0; row < items.rows(); row++) {
      double squares = 0;
      for (int factor = 0; factor < rest; factor++) {
        squares += (double) items.value(row, factor) * items.value(row, factor);
      }
      double last = items.value(row, rest);
      mostSquaresBeforeLast = Math.max(mostSquaresBeforeLast, squares);
      mostSquares = Math.max(mostSquares, squares + last * last);
      greatest = Math.max(greatest, last);
      least = Math.min(least, last);
    }
    this.longest = Math.sqrt(mostSquares);
    this.longestBeforeLast = Math.sqrt(mostSquaresBeforeLast);
    this.greatestLast = greatest;
    this.leastLast = least;
  }

  /** A bound on the magnitude of logits and of all sums on the way to one. */
  double magnitude(double norm) {
    return norm * longest * (1 + ROUNDING);
  }

  /** A bound on the logits; with sign. */
  double greatest(double normBeforeLast, double last) {
    double ofLast = Math.max(last * greatestLast, last * leastLast);
    double ofRest = normBeforeLast * longestBeforeLast;
    return ofLast + ofRest + ROUNDING * (Math.abs(ofLast) + ofRest);
  }
}
