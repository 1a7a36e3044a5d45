package io.nightjar.jobs.demo;

import java.util.List;

/**
 * A film, as the catalogue describes it.
 *
 * @param id external id
 * @param title distinct among the films of a world
 * @param genres one to three, the main one first
 * @param created when it came into the catalogue, epoch seconds
 */
public record DemoItem(String id, String title, List<String> genres, long created) {
  /** Copies the genres. */
  public DemoItem {
    genres = List.copyOf(genres);
  }
}
