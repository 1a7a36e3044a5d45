package io.nightjar.jobs.demo;

/**
 * A user who chose a film.
 *
 * @param user number of the user in the world
 * @param item number of the film in the world
 * @param timestamp epoch seconds
 * @param eventType {@link #WATCH} or {@link #CLICK}
 * @param percentWatched 0 to 100; 0 for a click
 * @param device value of DEVICE
 * @param daypart value of DAYPART; agrees with the timestamp's hour in UTC
 */
public record DemoInteraction(
    int user,
    int item,
    long timestamp,
    String eventType,
    int percentWatched,
    String device,
    String daypart) {
  /** The film was started. */
  public static final String WATCH = "watch";

  /** The film's page was opened. */
  public static final String CLICK = "click";
}
