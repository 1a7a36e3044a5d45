package io.nightjar.jobs.evaluate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rankings are compared, in the order of their sums. Immutable.
 *
 * @param inContext whether the model is also asked without its context
 * @param withPrevious whether a previous model is asked
 */
record Rankings(boolean inContext, boolean withPrevious) implements Serializable {
  /** The model as it is served. */
  static final String MODEL = "model";

  /** The same model, the context of the queries left away. */
  static final String WITHOUT_CONTEXT = "model_without_context";

  /** The same list for everybody: most interactions first. */
  static final String POPULARITY = "popularity";

  /** The model that was served before, as it was served. */
  static final String PREVIOUS = "previous";

  /** All candidates alike: only a likelihood, no list. */
  static final String UNIFORM = "uniform";

  static final int OF_MODEL = 0;

  /** Names by number. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(MODEL));
    if (inContext) {
      names.add(WITHOUT_CONTEXT);
    }
    names.add(POPULARITY);
    if (withPrevious) {
      names.add(PREVIOUS);
    }
    return names;
  }

  int ofWithoutContext() {
    return 1;
  }

  int ofPopularity() {
    return inContext ? 2 : 1;
  }

  int ofPrevious() {
    return ofPopularity() + 1;
  }
}
