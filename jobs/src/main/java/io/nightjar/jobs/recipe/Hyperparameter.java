package io.nightjar.jobs.recipe;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/**
 * The hyperparameters that Amazon Personalize's developer guide publishes for the recipes there are
 * here, each with its range.
 */
public enum Hyperparameter {
  /** How little popularity counts in the likeness of two items. */
  POPULARITY_DISCOUNT_FACTOR(Kind.FLOAT, 0, 1, "0.5"),
  /** Fewest users who had both of two items. */
  MIN_COINTERACTION_COUNT(Kind.INTEGER, 0, 10, "3"),
  /** Users with shorter histories are not learnt from. */
  MIN_USER_HISTORY_LENGTH_PERCENTILE(Kind.FLOAT, 0, 1, "0"),
  /** Users with longer histories are not learnt from. */
  MAX_USER_HISTORY_LENGTH_PERCENTILE(Kind.FLOAT, 0, 1, "1"),
  /** Items with fewer interactions are not learnt from. */
  MIN_ITEM_INTERACTION_COUNT_PERCENTILE(Kind.FLOAT, 0, 1, "0"),
  /** Items with more interactions are not learnt from. */
  MAX_ITEM_INTERACTION_COUNT_PERCENTILE(Kind.FLOAT, 0, 1, "1"),
  /** Length of embeddings. */
  HIDDEN_DIMENSION(Kind.INTEGER, 32, 256, "149"),
  /** Length of embeddings of aws-similar-items. */
  ITEM_ID_HIDDEN_DIMENSION(Kind.INTEGER, 30, 200, "100"),
  /** Of a network that compresses metadata, which there is not here: they are compared exactly. */
  ITEM_METADATA_HIDDEN_DIMENSION(Kind.INTEGER, 30, 200, "100"),
  /** Of a recurrent network, which there is not here. */
  BPTT(Kind.INTEGER, 2, 32, "32"),
  /** Of a recurrent network, which there is not here. */
  RECENCY_MASK(Kind.CHOICE, "true", "true", "false"),
  /** Of the networks of the recipes ending in -v2, which there are not here. */
  APPLY_RECENCY_BIAS(Kind.CHOICE, "true", "true", "false"),
  /** How long the intervals are that aws-trending-now compares. */
  TREND_DISCOVERY_FREQUENCY(Kind.CHOICE, "3 hours", "30 minutes", "1 hour", "3 hours", "1 day");

  private enum Kind {
    INTEGER,
    FLOAT,
    CHOICE
  }

  private final Kind kind;
  private final double least;
  private final double most;
  private final String[] choices;
  private final String initial;

  Hyperparameter(Kind kind, double least, double most, String initial) {
    this.kind = kind;
    this.least = least;
    this.most = most;
    this.choices = new String[0];
    this.initial = initial;
  }

  Hyperparameter(Kind kind, String initial, String... choices) {
    this.kind = kind;
    this.least = 0;
    this.most = 0;
    this.choices = choices;
    this.initial = initial;
  }

  /** Amazon's name. */
  public String amazonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What counts when nothing is given. */
  String initial() {
    return initial;
  }

  /** Whether the models here have anything that it changes. */
  boolean hasEffect() {
    return switch (this) {
      case ITEM_METADATA_HIDDEN_DIMENSION, BPTT, RECENCY_MASK, APPLY_RECENCY_BIAS -> false;
      default -> true;
    };
  }

  /**
   * Fails for a value out of the published range.
   *
   * @return the value as it is kept
   * @throws IllegalArgumentException naming the hyperparameter, the rule and the value
   */
  String checked(String value) {
    return switch (kind) {
      case INTEGER, FLOAT -> checkedNumber(value);
      case CHOICE ->
          Arrays.stream(choices)
              .filter(choice -> choice.equalsIgnoreCase(value))
              .findFirst()
              .orElseThrow(() -> refused("one of " + String.join(", ", choices), value));
    };
  }

  private String checkedNumber(String value) {
    String rule =
        kind == Kind.INTEGER
            ? "a whole number from %.0f to %.0f".formatted(least, most)
            : "a number from %.1f to %.1f".formatted(least, most);
    BigDecimal number;
    try {
      number = new BigDecimal(value.strip());
    } catch (NumberFormatException e) {
      throw refused(rule, value);
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw refused(rule, value);
    }
    if (kind == Kind.FLOAT) {
      return value.strip();
    }
    try {
      return Integer.toString(number.intValueExact());
    } catch (ArithmeticException e) {
      throw refused(rule, value);
    }
  }

  private IllegalArgumentException refused(String rule, String value) {
    return new IllegalArgumentException(
        "--hyperparameter " + amazonName() + " must be " + rule + ": '" + value + "'");
  }
}
