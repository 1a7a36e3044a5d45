package io.nightjar.shared.campaign;

/**
 * How much a campaign explores, under Amazon Personalize's names and, as there, in texts.
 *
 * @param explorationWeight share of the places of a list that new items may take, 0 to 1; null for
 *     {@value #DEFAULT_WEIGHT}
 * @param explorationItemAgeCutOff days before the latest interaction within which an item came that
 *     counts as new, 1 or more; null for {@value #DEFAULT_AGE_CUT_OFF}
 */
public record ItemExplorationConfig(String explorationWeight, String explorationItemAgeCutOff) {
  /** Amazon's weight for campaigns that do not say. */
  public static final String DEFAULT_WEIGHT = "0.3";

  /** Amazon's days for campaigns that do not say. */
  public static final String DEFAULT_AGE_CUT_OFF = "30";

  private static final double SECONDS_OF_A_DAY = 86_400;

  /** Fills in Amazon's defaults and checks. */
  public ItemExplorationConfig {
    explorationWeight = explorationWeight == null ? DEFAULT_WEIGHT : explorationWeight;
    explorationItemAgeCutOff =
        explorationItemAgeCutOff == null ? DEFAULT_AGE_CUT_OFF : explorationItemAgeCutOff;
    double weight = number(explorationWeight);
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "explorationWeight must be a number from 0 to 1: '" + explorationWeight + "'");
    }
    double days = number(explorationItemAgeCutOff);
    if (!(days >= 1 && days < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "explorationItemAgeCutOff must be a number of days, 1 or more: '"
              + explorationItemAgeCutOff
              + "'");
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Share of the places that new items may take. */
  public double weight() {
    return number(explorationWeight);
  }

  /** The greatest age of a new item. */
  public double ageCutOffSeconds() {
    return number(explorationItemAgeCutOff) * SECONDS_OF_A_DAY;
  }

  /** The same, but for what is given. */
  public ItemExplorationConfig with(String weight, String ageCutOff) {
    return new ItemExplorationConfig(
        weight == null ? explorationWeight : weight,
        ageCutOff == null ? explorationItemAgeCutOff : ageCutOff);
  }
}
