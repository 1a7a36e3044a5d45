package io.nightjar.jobs.store;

import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest.FileEntry;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The files of one table while Spark tasks write them. A task may fail halfway, run again, or run
 * twice at once, so each attempt writes under names of its own, in a folder of this run that no
 * reader looks into. What the one attempt that counts has written is then moved into the table's
 * folder; the rest is removed. A run that was killed leaves nothing but that folder of its own, and
 * the next run removes it.
 */
public final class AttemptFiles implements AutoCloseable {
  private final ModelStore store;
  private final String folder;
  private final String attempts;
  private final String run;

  /**
   * A file that an attempt has written.
   *
   * @param name within {@link #uri}
   * @param entry its size and digest
   */
  public record Written(String name, FileEntry entry) implements Serializable {}

  /**
   * Begins a run: removes the table and all that earlier runs have left.
   *
   * @param table name of its folder; {@code model.json} must not list its files any more
   */
  public AttemptFiles(ModelStore store, String model, String table) {
    this.store = store;
    this.folder = ModelLayout.modelFolder(model) + "/" + table;
    this.attempts = ModelLayout.modelFolder(model) + "/" + ModelLayout.ATTEMPTS;
    this.run = attempts + "/" + UUID.randomUUID();
    store.delete(attempts);
    store.delete(folder);
  }

  /** Where the attempts of this run write. */
  public String uri() {
    return store.uri(run);
  }

  /**
   * Moves files into the table's folder, numbered in their order.
   *
   * @return entries by path relative to the model's folder
   */
  public SortedMap<String, FileEntry> accept(List<Written> files) {
    SortedMap<String, FileEntry> entries = new TreeMap<>();
    String table = folder.substring(folder.lastIndexOf('/') + 1);
    for (int number = 0; number < files.size(); number++) {
      Written file = files.get(number);
      String name = String.format(Locale.ROOT, "part-%05d.parquet", number);
      store.move(run + "/" + file.name(), folder + "/" + name);
      entries.put(table + "/" + name, file.entry());
    }
    return entries;
  }

  /** Removes what was not accepted. */
  @Override
  public void close() {
    store.delete(attempts);
  }
}
