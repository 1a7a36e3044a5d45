package io.nightjar.jobs.train;

import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.softmax.Learnt;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The steps of training that embed new items and users by their metadata. */
final class Newcomers {
  private final long seed;
  private final TrainingData data;
  private final Steps steps;
  private final Map<String, Double> measured;

  /**
   * The newcomers of some data.
   *
   * @param measured gets how many there are, and how well metadata tell
   */
  Newcomers(long seed, TrainingData data, Steps steps, Map<String, Double> measured) {
    this.seed = seed;
    this.data = data;
    this.steps = steps;
    this.measured = measured;
  }

  /**
   * Embeds them.
   *
   * @param learnt embeddings of all, those of newcomers of no use
   * @param events number of different items of each user
   * @param shareOfOne of the interactions that go to one item that nobody has taken
   */
  Learnt embed(Learnt learnt, int[] events, double shareOfOne) {
    Learnt whole = learnt;
    long newItems = Arrays.stream(data.weights()).filter(weight -> weight == 0).count();
    if (newItems > 0 && newItems < data.items()) {
      ColdStart.Outcome items =
          steps.run(
              "embed new items by their metadata",
              () ->
                  new ColdStart(learnt, seed)
                      .items(
                          MetadataColumns.of(data.itemMetadata(), data.numbering().items()),
                          data.weights(),
                          Math.min(0.5, shareOfOne * newItems)),
              Newcomers::inWords);
      measured.put("new_items", (double) items.cold());
      measured.put("item_variance_explained_by_metadata", items.explained());
      whole = items.learnt();
    }
    if (Arrays.stream(events).anyMatch(count -> count == 0)) {
      Learnt before = whole;
      ColdStart.Outcome users =
          steps.run(
              "embed new users by their metadata",
              () ->
                  new ColdStart(before, seed)
                      .users(
                          MetadataColumns.of(data.userMetadata(), data.numbering().users()),
                          events),
              Newcomers::inWords);
      measured.put("new_users", (double) users.cold());
      measured.put("user_variance_explained_by_metadata", users.explained());
      whole = users.learnt();
    }
    return whole;
  }

  private static String inWords(ColdStart.Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%,d; of the variance of the others metadata explain %.0f %%",
        outcome.cold(),
        100 * outcome.explained());
  }
}
