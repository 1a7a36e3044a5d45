package io.nightjar.jobs.publish;

import picocli.CommandLine.Option;

/** Flags that change how a campaign explores. */
public final class ExplorationOptions {
  @Option(
      names = "--exploration-weight",
      paramLabel = "X",
      description =
          "Share of the places of a list that new items take at random, 0 to 1; Amazon's"
              + " explorationWeight, of aws-user-personalization (default: as the campaign has it, at"
              + " first none).")
  String weight;

  @Option(
      names = "--exploration-item-age-cut-off",
      paramLabel = "DAYS",
      description =
          "Items that came within so many days before the latest interaction are new; Amazon's"
              + " explorationItemAgeCutOff (default: as the campaign has it, at first 30).")
  String itemAgeCutOff;

  /** The checked values. */
  public ExplorationSettings toSettings() {
    return new ExplorationSettings(weight, itemAgeCutOff);
  }
}
