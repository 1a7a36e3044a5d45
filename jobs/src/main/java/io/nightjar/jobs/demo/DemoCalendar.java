package io.nightjar.jobs.demo;

import java.time.LocalDate;

/** The year of the sample data, 2025, and when films came into the catalogue. Times are UTC. */
final class DemoCalendar {
  /** Seconds of a day. */
  static final int DAY = 86_400;

  /** Days of the year. */
  static final int DAYS = 365;

  /** First second of the year, epoch seconds. */
  static final long START = LocalDate.of(2025, 1, 1).toEpochDay() * DAY;

  private static final double RELEASED_DURING_THE_YEAR = 0.25;
  private static final int LAST_RELEASE = 335;
  private static final int OLDEST_YEARS = 8;

  private DemoCalendar() {}

  /**
   * When each of some items was created, epoch seconds: three in four in the eight years before,
   * the others during the year, but for its last month.
   */
  static long[] drawCreations(int items, SeededDraws draws) {
    int[] order = draws.permutation(items);
    int during = (int) (items * RELEASED_DURING_THE_YEAR);
    long[] created = new long[items];
    for (int i = 0; i < items; i++) {
      int day = i < during ? draws.below(LAST_RELEASE) : -1 - draws.below(OLDEST_YEARS * DAYS);
      created[order[i]] = START + (long) day * DAY + draws.below(DAY);
    }
    return created;
  }
}
