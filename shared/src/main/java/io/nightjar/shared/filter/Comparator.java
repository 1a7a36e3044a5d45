package io.nightjar.shared.filter;

/** Compares a value with another. Numbers are doubles. */
public enum Comparator {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">=");

  private final String sign;

  Comparator(String sign) {
    this.sign = sign;
  }

  /** As in an expression. */
  public String sign() {
    return sign;
  }

  /** Whether texts can be compared too. */
  public boolean takesTexts() {
    return this == EQUAL || this == NOT_EQUAL;
  }

  /** Whether {@code value <sign> other}. */
  public boolean test(double value, double other) {
    return switch (this) {
      case EQUAL -> value == other;
      case NOT_EQUAL -> value != other;
      case LESS -> value < other;
      case AT_MOST -> value <= other;
      case GREATER -> value > other;
      case AT_LEAST -> value >= other;
    };
  }

  static Comparator of(String sign) {
    for (Comparator comparator : values()) {
      if (comparator.sign.equals(sign)) {
        return comparator;
      }
    }
    throw new IllegalArgumentException("comparator must be one of = != < <= > >=: " + sign);
  }
}
