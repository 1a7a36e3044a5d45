package io.nightjar.jobs.demo;

/**
 * Size and seed of a sample data set.
 *
 * @param users number of users, 1 to 1,000,000
 * @param items number of items, 10 to 20,000
 * @param interactions number of interactions, at least {@value #MIN_INTERACTIONS_PER_USER} for each
 *     user
 * @param seed seed of every random choice
 */
public record DemoConfig(int users, int items, int interactions, long seed) {
  /** Interactions that every user has at least. */
  public static final int MIN_INTERACTIONS_PER_USER = 5;

  private static final int MAX_USERS = 1_000_000;
  private static final int MIN_ITEMS = 10;
  private static final int MAX_ITEMS = 20_000;

  /** Checks the ranges. */
  public DemoConfig {
    if (users < 1 || users > MAX_USERS) {
      throw new IllegalArgumentException("users must be 1 to " + MAX_USERS + ": " + users);
    }
    if (items < MIN_ITEMS || items > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "items must be " + MIN_ITEMS + " to " + MAX_ITEMS + ": " + items);
    }
    if (interactions < (long) MIN_INTERACTIONS_PER_USER * users) {
      throw new IllegalArgumentException(
          "interactions must be at least %d for each of %d users: %d"
              .formatted(MIN_INTERACTIONS_PER_USER, users, interactions));
    }
  }

  /** The data set of {@code nightjar demo}: 2,000 users, 1,000 items, 150,000 interactions. */
  public static DemoConfig standard() {
    return new DemoConfig(2_000, 1_000, 150_000, 20251231L);
  }
}
