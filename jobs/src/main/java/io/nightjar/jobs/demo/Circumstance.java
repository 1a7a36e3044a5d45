package io.nightjar.jobs.demo;

/** A value of a context field, and how it shifts what everyone watches. */
sealed interface Circumstance permits Device, Daypart {
  /** Value in the field's column. */
  String label();

  /** Share of an average user's interactions, in (0, 1). */
  double usualShare();

  /**
   * What it adds to the logit of a film that is all of one genre.
   *
   * @param genre position in {@link Genres#LABELS}
   */
  double effect(int genre);

  /**
   * Position of the constant that has a label.
   *
   * @throws IllegalArgumentException naming the field, if no constant has the label
   */
  static int positionOf(String field, Circumstance[] values, String label) {
    for (int i = 0; i < values.length; i++) {
      if (values[i].label().equals(label)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no value of " + field + ": '" + label + "'");
  }
}
