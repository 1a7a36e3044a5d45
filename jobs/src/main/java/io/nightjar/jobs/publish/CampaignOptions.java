package io.nightjar.jobs.publish;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a publication says about a campaign besides its model.
 *
 * @param metadata whether requests may ask for columns of the items; null: as the campaign has it
 * @param maxRps most requests per second, 0 for any number; null: as the campaign has it
 * @param splitPercent how many of a hundred users get the model, while the others stay with the one
 *     they have; null: all users get it
 * @param exploration how the campaign explores
 */
public record CampaignOptions(
    Boolean metadata, Integer maxRps, Double splitPercent, ExplorationSettings exploration) {
  /** The model for all users, everything else as the campaign has it. */
  public static final CampaignOptions KEPT = new CampaignOptions(null, null, null);

  private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");

  /** Exploration as the campaign has it. */
  public CampaignOptions(Boolean metadata, Integer maxRps, Double splitPercent) {
    this(metadata, maxRps, splitPercent, ExplorationSettings.KEPT);
  }

  /** Checks the numbers. */
  public CampaignOptions {
    if (maxRps != null && maxRps < 0) {
      throw new IllegalArgumentException("--max-rps must not be negative: " + maxRps);
    }
  }

  /**
   * Reads a share such as {@code 10%}.
   *
   * @param text null for none
   * @throws IllegalArgumentException if it has another shape, or is not between 0 % and 100 %
   */
  public static Double percent(String text) {
    if (text == null) {
      return null;
    }
    Matcher matcher = PERCENT.matcher(text.strip());
    double percent = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (!(percent > 0 && percent < 100)) {
      throw new IllegalArgumentException(
          "--split must be a share of the users between 0% and 100%, such as 10%: '" + text + "'");
    }
    return percent;
  }

  Integer maxRequestsPerSecond(Integer before) {
    if (maxRps == null) {
      return before;
    }
    return maxRps == 0 ? null : maxRps;
  }
}
