package io.nightjar.jobs.demo;

import java.util.List;

/** What films are about: the first coordinates of every taste, in this order. */
final class Genres {
  /** Names in the column GENRES. */
  static final List<String> LABELS =
      List.of(
          "Action",
          "Animation",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Family",
          "Horror",
          "News",
          "Romance",
          "Science Fiction",
          "Short");

  /** Number of genres. */
  static final int COUNT = LABELS.size();

  private Genres() {}
}
