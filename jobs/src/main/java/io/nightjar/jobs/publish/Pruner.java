package io.nightjar.jobs.publish;

import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.model.ModelLayout;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Removes models that no campaign names, now, in a split or as its previous one, but the newest
 * few; and half-made models and checkpoints that a killed job left behind more than a day ago.
 */
public final class Pruner {
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** How many records of runs stay: more than a season of nights. */
  static final int RUNS_KEPT = 100;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT);

  private final ModelStore store;

  /** A pruner of one store. */
  public Pruner(ModelStore store) {
    this.store = store;
  }

  /**
   * Removes.
   *
   * @param keep how many of the newest models stay even if no campaign names them, 0 or more
   * @return ids of the removed models, oldest first
   */
  public List<String> prune(int keep) {
    if (keep < 0) {
      throw new IllegalArgumentException("--keep must not be negative: " + keep);
    }
    Set<String> kept = new HashSet<>();
    for (CampaignManifest campaign : store.campaigns()) {
      kept.addAll(campaign.models());
    }
    List<String> models = store.models();
    kept.addAll(models.subList(Math.max(0, models.size() - keep), models.size()));
    Set<String> complete = new HashSet<>(models);
    List<String> removed = new ArrayList<>();
    for (String model : store.modelFolders()) {
      boolean doomed = complete.contains(model) ? !kept.contains(model) : isAbandoned(model);
      if (doomed) {
        // The manifest goes first: without it the rest does not exist.
        String folder = ModelLayout.modelFolder(model);
        store.delete(folder + "/" + ModelLayout.MANIFEST);
        store.delete(folder);
        store.delete(ModelLayout.REJECTED + "/" + model);
        removed.add(model);
      }
    }
    removeOrphanedRejections();
    removeOldRuns();
    for (String checkpoint : store.list(ModelLayout.CHECKPOINTS)) {
      if (ModelLayout.isModelId(checkpoint) && isAbandoned(checkpoint)) {
        store.delete(ModelLayout.CHECKPOINTS + "/" + checkpoint);
      }
    }
    return removed;
  }

  private void removeOldRuns() {
    List<String> runs =
        store.list(ModelLayout.RUNS).stream().filter(name -> !name.startsWith(".")).toList();
    for (String run : runs.subList(0, Math.max(0, runs.size() - RUNS_KEPT))) {
      store.delete(ModelLayout.RUNS + "/" + run);
    }
  }

  /** Rejected rows outlive a failed train, whose model never came to be; a day is enough. */
  private void removeOrphanedRejections() {
    Set<String> models = new HashSet<>(store.modelFolders());
    for (String model : store.rejections()) {
      if (!models.contains(model) && isAbandoned(model)) {
        store.delete(ModelLayout.REJECTED + "/" + model);
      }
    }
  }

  private static boolean isAbandoned(String model) {
    Instant made =
        LocalDateTime.parse(model.substring(0, model.indexOf('Z')), TIME).toInstant(ZoneOffset.UTC);
    return made.isBefore(Instant.now().minus(ABANDONED));
  }
}
