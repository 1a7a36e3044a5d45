package io.nightjar.jobs.demo;

/** When a film is watched, in quarters of a UTC day: news at breakfast, horror at night. */
enum Daypart implements Circumstance {
  MORNING("morning", 6, 0.15, -0.8, 0.5, 0.5, -0.8, 0.4, -0.9, 0.3, -1.5, 1.8, -0.4, -0.5, 1.0),
  AFTERNOON("afternoon", 12, 0.25, 0.0, 1.2, 0.4, -0.3, 0.7, -0.3, 1.3, -1.0, 0.0, 0.2, 0.1, 0.3),
  EVENING("evening", 18, 0.45, 0.7, -0.6, 0.0, 0.7, -0.3, 1.2, -0.1, 0.3, -0.5, 0.7, 0.4, -0.8),
  NIGHT("night", 0, 0.15, 0.4, -0.9, 0.3, 0.7, -0.4, 0.0, -1.5, 1.8, -0.8, 0.1, 1.0, -0.2);

  /** Name of the context field, and of its column. */
  static final String FIELD = "DAYPART";

  /** Length of each, in seconds. */
  static final int SECONDS = 6 * 3600;

  private final String label;
  private final int firstSecond;
  private final double usualShare;
  private final double[] effects;

  /** The effects are in the order of {@link Genres#LABELS}. */
  Daypart(String label, int firstHour, double usualShare, double... effects) {
    this.label = label;
    this.firstSecond = firstHour * 3600;
    this.usualShare = usualShare;
    this.effects = effects;
  }

  /** Second of the day at which it begins; each lasts six hours. */
  int firstSecond() {
    return firstSecond;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public double usualShare() {
    return usualShare;
  }

  @Override
  public double effect(int genre) {
    return effects[genre];
  }
}
