package io.nightjar.jobs.demo;

/** What a film is watched on: clips and news in the hand, long films on the sofa. */
enum Device implements Circumstance {
  MOBILE("mobile", 0.35, -0.6, 0.2, 1.0, -0.8, -0.4, -1.2, -0.4, -0.6, 1.4, 0.0, -0.6, 1.8),
  TV("tv", 0.35, 0.8, 0.2, -0.2, 0.6, 0.2, 1.4, 0.6, 0.5, -1.0, 0.4, 0.9, -1.5),
  WEB("web", 0.2, 0.0, -0.3, 0.4, 0.2, 1.2, -0.3, -0.9, 0.0, 0.9, -0.2, 0.2, 0.3),
  TABLET("tablet", 0.1, -0.4, 1.4, 0.1, -0.4, 0.1, -0.3, 1.5, -0.8, -0.3, 0.7, -0.3, 0.3);

  /** Name of the context field, and of its column. */
  static final String FIELD = "DEVICE";

  private final String label;
  private final double usualShare;
  private final double[] effects;

  /** The effects are in the order of {@link Genres#LABELS}. */
  Device(String label, double usualShare, double... effects) {
    this.label = label;
    this.usualShare = usualShare;
    this.effects = effects;
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
