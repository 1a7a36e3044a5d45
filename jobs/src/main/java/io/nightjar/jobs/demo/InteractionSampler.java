package io.nightjar.jobs.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets the users of a world live for a year: draws times, circumstances and, with the true
 * probabilities, films that exist by then.
 *
 * <p>Items are held in the order of their creation, so that what exists at a moment is a prefix and
 * one table of running sums for each user and context serves all moments.
 */
public final class InteractionSampler {
  private static final Device[] DEVICES = Device.values();
  private static final Daypart[] DAYPARTS = Daypart.values();
  private static final double WATCHED = 0.7;
  private static final double NEWCOMERS = 0.4;
  private static final int LAST_ARRIVAL = 270;

  private final DemoWorld world;
  private final SeededDraws draws;
  private final int[] byCreation;
  private final long[] creations;
  private final double[] weights;
  private final double[][] runningSums;

  private InteractionSampler(DemoWorld world) {
    this.world = world;
    this.draws = new SeededDraws(world.config().seed(), "interactions");
    this.byCreation =
        IntStream.range(0, world.items())
            .boxed()
            .sorted(Comparator.comparingLong(item -> world.item(item).created()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.creations = Arrays.stream(byCreation).mapToLong(i -> world.item(i).created()).toArray();
    this.weights = new double[world.items()];
    this.runningSums = new double[DEVICES.length * DAYPARTS.length][];
  }

  /** The interactions of a world, by time; the same for equal worlds. */
  public static List<DemoInteraction> sample(DemoWorld world) {
    return new InteractionSampler(world).sample();
  }

  private List<DemoInteraction> sample() {
    int[] counts = Activity.draw(world.config(), draws);
    List<DemoInteraction> interactions = new ArrayList<>(world.config().interactions());
    for (int user = 0; user < world.users(); user++) {
      Arrays.fill(runningSums, null);
      double[] userWeights = world.userWeights(user);
      double[] devices = world.habits().devices(user);
      double[] dayparts = world.habits().dayparts(user);
      int arrival = draws.uniform() < NEWCOMERS ? draws.below(LAST_ARRIVAL) : 0;
      for (int i = 0; i < counts[user]; i++) {
        int device = draws.position(devices);
        int daypart = draws.position(dayparts);
        interactions.add(draw(user, userWeights, arrival, device, daypart));
      }
    }
    interactions.sort(Comparator.comparingLong(DemoInteraction::timestamp));
    return interactions;
  }

  private DemoInteraction draw(
      int user, double[] userWeights, int arrival, int device, int daypart) {
    int day = arrival + draws.below(DemoCalendar.DAYS - arrival);
    long timestamp =
        DemoCalendar.START
            + (long) day * DemoCalendar.DAY
            + DAYPARTS[daypart].firstSecond()
            + draws.below(Daypart.SECONDS);
    int item = drawItem(userWeights, device, daypart, timestamp);
    boolean watched = draws.uniform() < WATCHED;
    return new DemoInteraction(
        user,
        item,
        timestamp,
        watched ? DemoInteraction.WATCH : DemoInteraction.CLICK,
        watched ? drawPercent() : 0,
        DEVICES[device].label(),
        DAYPARTS[daypart].label());
  }

  private int drawItem(double[] userWeights, int device, int daypart, long timestamp) {
    int context = device * DAYPARTS.length + daypart;
    if (runningSums[context] == null) {
      runningSums[context] = runningSums(userWeights, device, daypart);
    }
    int available = firstAbove(creations, timestamp);
    double[] sums = runningSums[context];
    double drawn = draws.uniform() * sums[available - 1];
    int position = Arrays.binarySearch(sums, 0, available, drawn);
    int next = position >= 0 ? position + 1 : -position - 1;
    return byCreation[Math.min(next, available - 1)];
  }

  private double[] runningSums(double[] userWeights, int device, int daypart) {
    world.fill(userWeights, device, daypart, weights);
    double[] sums = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += weights[byCreation[i]];
      sums[i] = sum;
    }
    return sums;
  }

  /** Number of values, of an ascending array, that are at most {@code limit}. */
  private static int firstAbove(long[] ascending, long limit) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Most films that are started are watched to the end, some are left early. */
  private int drawPercent() {
    double left = draws.uniform();
    return (int) (100 * (1 - left * left * left) + 0.5);
  }
}
