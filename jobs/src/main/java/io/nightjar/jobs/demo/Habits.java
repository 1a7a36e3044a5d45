package io.nightjar.jobs.demo;

/** How each user's interactions spread over devices and dayparts. Immutable. */
final class Habits {
  private static final double SPREAD = 0.8;

  private final double[][] devices;
  private final double[][] dayparts;

  private Habits(double[][] devices, double[][] dayparts) {
    this.devices = devices;
    this.dayparts = dayparts;
  }

  /** Draws the habits of some users around the usual shares. */
  static Habits draw(int users, SeededDraws draws) {
    double[][] devices = new double[users][];
    double[][] dayparts = new double[users][];
    for (int user = 0; user < users; user++) {
      devices[user] = shares(Device.values(), draws);
      dayparts[user] = shares(Daypart.values(), draws);
    }
    return new Habits(devices, dayparts);
  }

  private static double[] shares(Circumstance[] values, SeededDraws draws) {
    double[] shares = new double[values.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      shares[i] = values[i].usualShare() * StrictMath.exp(SPREAD * draws.gaussian());
      sum += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** Shares of the devices, in the order of {@link Device}; they sum to 1. */
  double[] devices(int user) {
    return devices[user].clone();
  }

  /** Shares of the dayparts, in the order of {@link Daypart}; they sum to 1. */
  double[] dayparts(int user) {
    return dayparts[user].clone();
  }
}
