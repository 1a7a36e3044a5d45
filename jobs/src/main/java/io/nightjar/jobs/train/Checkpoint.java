package io.nightjar.jobs.train;

import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelLayout;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a training keeps in the store while it runs, so that after a kill the same command goes on:
 * {@code checkpoints/<time>-<hash of key>/<name>}, each file replaced in one atomic step. Training
 * removes it when the model is written; {@code prune} removes what nobody came back for.
 *
 * <p>Safe for use by several threads.
 */
final class Checkpoint {
  private final ModelStore store;
  private final String key;
  private final long intervalNanos;
  private final Set<String> folders = new HashSet<>();
  private final String folder;
  private long last = System.nanoTime();

  /**
   * Finds what an earlier run with the same key left, or begins anew; nothing is written yet.
   *
   * @param key whatever must be equal for one run to go on with what another began
   * @param seconds between two savings at least; 0 saves whenever asked
   */
  Checkpoint(ModelStore store, String key, double seconds) {
    this.store = store;
    this.key = key;
    this.intervalNanos = (long) (seconds * 1e9);
    String mine = ModelLayout.modelId(Instant.now(), key.hashCode());
    String ending = mine.substring(mine.indexOf('-'));
    List<String> earlier =
        store.list(ModelLayout.CHECKPOINTS).stream().filter(name -> name.endsWith(ending)).toList();
    folders.addAll(earlier);
    this.folder = earlier.isEmpty() ? mine : earlier.get(earlier.size() - 1);
    folders.add(folder);
  }

  /** A file's content and what it belongs to. */
  private record Saved(String key, Serializable content) implements Serializable {}

  /** Whether it is time to save again. */
  synchronized boolean isDue() {
    return System.nanoTime() - last >= intervalNanos;
  }

  /** Saves under a name, in place of what was there. */
  synchronized void save(String name, Serializable content) {
    store.replaceObject(path(name), new Saved(key, content));
    last = System.nanoTime();
  }

  /** What was saved under a name; empty when there is nothing, or nothing of use to this run. */
  <T extends Serializable> Optional<T> load(String name, Class<T> type) {
    return store
        .readObject(path(name), Saved.class)
        .filter(saved -> saved.key().equals(key))
        .map(Saved::content)
        .filter(type::isInstance)
        .map(type::cast);
  }

  /** Where a name is, for Spark to write itself. */
  String uri(String name) {
    return store.uri(path(name));
  }

  /** Removes one file, or folder. */
  synchronized void forget(String name) {
    store.delete(path(name));
  }

  /** Removes all. */
  synchronized void delete() {
    for (String doomed : folders) {
      store.delete(ModelLayout.CHECKPOINTS + "/" + doomed);
    }
  }

  /** A name for what belongs to something that has a text of its own. */
  static String name(String kind, String text) {
    return String.format(Locale.ROOT, "%s-%08x", kind, text.hashCode());
  }

  private String path(String name) {
    return ModelLayout.CHECKPOINTS + "/" + folder + "/" + name;
  }
}
