package io.nightjar.jobs.demo;

import java.util.List;
import java.util.Map;

/**
 * The truth behind a sample data set: who likes which film, and in which circumstances.
 *
 * <p>The probability that user u in context c chooses item i is the softmax over the catalogue of
 * {@code taste_u · traits_i + Σ_f effect_(f = value) · traits_i + popularity_i}: the family of
 * functions that Nightjar learns. Context fields are {@code DEVICE} and {@code DAYPART}; each user
 * has habits, a distribution over the values of each. Immutable.
 */
public final class DemoWorld {
  private static final Device[] DEVICES = Device.values();
  private static final Daypart[] DAYPARTS = Daypart.values();

  private final DemoConfig config;
  private final List<DemoUser> users;
  private final List<DemoItem> items;
  private final Tastes tastes;
  private final Habits habits;
  private final double[][] deviceWeights;
  private final double[][] daypartWeights;

  DemoWorld(
      DemoConfig config, List<DemoUser> users, List<DemoItem> items, Tastes tastes, Habits habits) {
    this.config = config;
    this.users = List.copyOf(users);
    this.items = List.copyOf(items);
    this.tastes = tastes;
    this.habits = habits;
    this.deviceWeights = weights(DEVICES);
    this.daypartWeights = weights(DAYPARTS);
  }

  private double[][] weights(Circumstance[] values) {
    double[][] weights = new double[values.length][items.size()];
    for (int value = 0; value < values.length; value++) {
      for (int item = 0; item < items.size(); item++) {
        weights[value][item] = StrictMath.exp(tastes.effect(values[value], item));
      }
    }
    return weights;
  }

  /** Size and seed that the world was made from. */
  public DemoConfig config() {
    return config;
  }

  /** Number of users. */
  public int users() {
    return users.size();
  }

  /** Number of items. */
  public int items() {
    return items.size();
  }

  /** External id of a user, 0 to {@link #users()} - 1. */
  public String userId(int user) {
    return users.get(user).id();
  }

  /** External id of an item, 0 to {@link #items()} - 1; ids sort like numbers. */
  public String itemId(int item) {
    return items.get(item).id();
  }

  /** What is told about a user. */
  public DemoUser user(int user) {
    return users.get(user);
  }

  /** What is told about an item. */
  public DemoItem item(int item) {
    return items.get(item);
  }

  /**
   * The true logit of an item: higher is likelier.
   *
   * @param context values of any of the context fields; a missing field adds nothing
   * @throws IllegalArgumentException if a field or a value does not exist
   */
  public double trueLogit(int user, int item, Map<String, String> context) {
    requireKnown(context);
    double logit = tastes.logit(user, item);
    if (context.containsKey(Device.FIELD)) {
      logit += tastes.effect(DEVICES[value(Device.FIELD, DEVICES, context)], item);
    }
    if (context.containsKey(Daypart.FIELD)) {
      logit += tastes.effect(DAYPARTS[value(Daypart.FIELD, DAYPARTS, context)], item);
    }
    return logit;
  }

  /**
   * The true probability of every item, by number; they sum to 1.
   *
   * @param context values of any of the context fields; over a missing field the probabilities are
   *     averaged with the user's own habits
   * @throws IllegalArgumentException if a field or a value does not exist
   */
  public double[] trueScores(int user, Map<String, String> context) {
    requireKnown(context);
    double[] ofDevice = habits.devices(user);
    double[] ofDaypart = habits.dayparts(user);
    if (context.containsKey(Device.FIELD)) {
      ofDevice = only(value(Device.FIELD, DEVICES, context), DEVICES.length);
    }
    if (context.containsKey(Daypart.FIELD)) {
      ofDaypart = only(value(Daypart.FIELD, DAYPARTS, context), DAYPARTS.length);
    }
    double[] userWeights = userWeights(user);
    double[] scores = new double[items.size()];
    double[] weights = new double[items.size()];
    for (int device = 0; device < ofDevice.length; device++) {
      for (int daypart = 0; daypart < ofDaypart.length; daypart++) {
        double share = ofDevice[device] * ofDaypart[daypart];
        if (share > 0) {
          double factor = share / fill(userWeights, device, daypart, weights);
          for (int item = 0; item < scores.length; item++) {
            scores[item] += factor * weights[item];
          }
        }
      }
    }
    return scores;
  }

  /** exp(logit) of every item for a user without context. */
  double[] userWeights(int user) {
    double[] weights = new double[items.size()];
    for (int item = 0; item < weights.length; item++) {
      weights[item] = StrictMath.exp(tastes.logit(user, item));
    }
    return weights;
  }

  /**
   * exp(logit) of every item in a context.
   *
   * @param userWeights {@link #userWeights} of the user
   * @param device position in {@link Device}
   * @param daypart position in {@link Daypart}
   * @param weights receives them
   * @return their sum
   */
  double fill(double[] userWeights, int device, int daypart, double[] weights) {
    double sum = 0;
    for (int item = 0; item < weights.length; item++) {
      weights[item] =
          userWeights[item] * deviceWeights[device][item] * daypartWeights[daypart][item];
      sum += weights[item];
    }
    return sum;
  }

  /** Where and when each user watches. */
  Habits habits() {
    return habits;
  }

  private static double[] only(int position, int length) {
    double[] shares = new double[length];
    shares[position] = 1;
    return shares;
  }

  private static int value(String field, Circumstance[] values, Map<String, String> context) {
    return Circumstance.positionOf(field, values, context.get(field));
  }

  private static void requireKnown(Map<String, String> context) {
    for (String field : context.keySet()) {
      if (!field.equals(Device.FIELD) && !field.equals(Daypart.FIELD)) {
        throw new IllegalArgumentException("no context field: '" + field + "'");
      }
    }
  }
}
