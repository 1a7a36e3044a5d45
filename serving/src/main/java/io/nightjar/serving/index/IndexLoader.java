package io.nightjar.serving.index;

import io.nightjar.serving.parquet.Pace;
import io.nightjar.serving.parquet.RecommendationRows;
import io.nightjar.serving.parquet.RowGroup;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills sections with the recommendations table, row group by row group and several at once: each
 * has its own place among the lists, and which users they belong to is entered when it is done.
 */
public final class IndexLoader {
  private final EmbeddingModel model;
  private final Map<String, VariantIndex> variants = new HashMap<>();
  private final PackedLists lists;
  private final Pace pace;
  private final Progress progress;

  private IndexLoader(
      EmbeddingModel model,
      List<String> variants,
      PackedLists lists,
      Sections sections,
      Pace pace,
      Progress progress) {
    this.model = model;
    this.lists = lists;
    this.pace = pace;
    this.progress = progress;
    for (String variant : variants) {
      long bytes = 8L * (model.users().size() + 1);
      this.variants.put(
          variant,
          new VariantIndex(sections.add(RecommendationIndex.ROWS + variant, bytes), lists));
    }
  }

  /**
   * Reads all files; {@link RecommendationIndex#of} then gives the index.
   *
   * @param model the model that the rows were computed from; they may name no other ids
   * @param variants keys of the variants that the table must have, and no others
   * @param files the files of the table
   * @param sections receives the lists
   * @param pace how fast, and how many row groups at once
   * @throws ModelFormatException if a file breaks the rules of the table
   */
  public static void load(
      EmbeddingModel model, List<String> variants, List<Path> files, Sections sections, Pace pace) {
    List<RowGroup> groups = new ArrayList<>();
    files.forEach(file -> groups.addAll(RecommendationRows.groups(file, model.items())));
    requirePlausible(model, variants, groups);
    List<Integer> segments = new ArrayList<>();
    long[] places = places(groups, segments);
    long rows = groups.stream().mapToLong(RowGroup::rows).sum();
    IndexLoader loader =
        new IndexLoader(
            model,
            variants,
            PackedLists.allocate(sections, segments),
            sections,
            pace,
            new Progress("lists", rows));
    List<Runnable> tasks = new ArrayList<>();
    for (int group = 0; group < places.length; group++) {
      RowGroup read = groups.get(group);
      long place = places[group];
      tasks.add(() -> loader.read(read, place));
    }
    Workers.run(pace.threads(), tasks);
  }

  /** Before there is memory for them: a damaged file may say anything. */
  private static void requirePlausible(
      EmbeddingModel model, List<String> variants, List<RowGroup> groups) {
    long most = variants.size() * (model.users().size() + 1L);
    long rows = 0;
    for (RowGroup group : groups) {
      rows += group.rows();
      if (rows > most && !variants.isEmpty()) {
        throw new ModelFormatException(
            group.file().toString(),
            "the table must have at most a row for each user and variant, %d: %d"
                .formatted(most, rows));
      }
      if (group.values() / Math.max(1, model.items().size()) > group.rows()) {
        throw new ModelFormatException(
            group.file().toString(),
            "no list may be longer than the catalogue: %d rows have %d items"
                .formatted(group.rows(), group.values()));
      }
    }
  }

  /** Where the lists of each row group begin; no row group lies in two segments. */
  private static long[] places(List<RowGroup> groups, List<Integer> segments) {
    long[] places = new long[groups.size()];
    int used = 0;
    for (int group = 0; group < places.length; group++) {
      long values = groups.get(group).values();
      if (values > PackedLists.SEGMENT) {
        throw new ModelFormatException(
            groups.get(group).file().toString(),
            "a row group must hold at most " + PackedLists.SEGMENT + " items: " + values);
      }
      if (used + values > PackedLists.SEGMENT) {
        segments.add(used);
        used = 0;
      }
      places[group] = (long) segments.size() * PackedLists.SEGMENT + used;
      used += (int) values;
    }
    segments.add(used);
    return places;
  }

  private void read(RowGroup group, long first) {
    Entries entries = new Entries(group.rows());
    try (RecommendationRows rows = RecommendationRows.open(group, model.items())) {
      long place = first;
      while (rows.next()) {
        int user = user(rows, entries.lastUser());
        String variant = variant(rows);
        if (place + rows.size() > first + group.values()) {
          throw new ModelFormatException(
              rows.path(), "is damaged: it has more items than its footer says");
        }
        entries.add(variant, user, place, rows.size());
        lists.put(place, rows.ordinals(), rows.scores(), rows.size());
        place += rows.size();
        pace.step();
      }
    } catch (IOException e) {
      throw new ModelFormatException(
          group.file().toString(), "cannot be read: " + e.getMessage(), e);
    }
    enter(entries, group.file());
    progress.add(group.rows());
  }

  private String variant(RecommendationRows row) {
    String context = row.context();
    if (!variants.containsKey(context)) {
      throw new ModelFormatException(
          row.path(), "context must be a variant of model.json: '" + context + "'");
    }
    if (row.size() > VariantIndex.LARGEST_LIST) {
      throw new ModelFormatException(
          row.path(),
          "items must be at most " + VariantIndex.LARGEST_LIST + " in a row: " + row.size());
    }
    return context;
  }

  /** Rows are sorted by user, as the users are, so that the next one is nearly always it. */
  private int user(RecommendationRows row, int last) {
    if (!row.hasUser()) {
      return -1;
    }
    int user;
    if (model.users() instanceof PackedIds ids) {
      byte[] id = row.userIdBytes();
      int length = row.userIdLength();
      user = ids.isAt(last + 1, id, length) ? last + 1 : ids.ordinal(id, length);
    } else {
      user = model.users().ordinal(row.userId());
    }
    if (user < 0) {
      throw new ModelFormatException(
          row.path(), "user_id must be a user of the model: '" + row.userId() + "'");
    }
    return user;
  }

  private synchronized void enter(Entries entries, Path file) {
    for (int entry = 0; entry < entries.size(); entry++) {
      String context = entries.context(entry);
      int user = entries.user(entry);
      if (!variants.get(context).add(user, entries.place(entry), entries.length(entry))) {
        throw new ModelFormatException(
            file.toString(),
            "a user must have one row in a context: user_id '%s', context '%s'"
                .formatted(user < 0 ? null : model.users().id(user), context));
      }
    }
  }
}
