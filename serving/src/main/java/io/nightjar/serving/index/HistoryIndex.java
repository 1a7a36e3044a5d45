package io.nightjar.serving.index;

import io.nightjar.serving.parquet.HistoryRows;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.selection.UserEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each user did lately, from the history table. Immutable and safe for use by many threads.
 *
 * <p>All events lie in three arrays, 16 bytes an event.
 */
public final class HistoryIndex {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final EmbeddingModel model;

  /** Users of the table that are not in the model, behind the ordinals of those that are. */
  private final Map<String, Integer> strangers = new HashMap<>();

  private int[] starts;
  private int[] sizes;
  private int[] items = new int[0];
  private int[] types = new int[0];
  private long[] timestamps = new long[0];
  private int used;

  private final List<String> typeNames = new ArrayList<>();
  private final Map<String, Integer> typeCodes = new HashMap<>();

  private HistoryIndex(EmbeddingModel model) {
    this.model = model;
    this.starts = new int[model.users().size()];
    this.sizes = new int[model.users().size()];
  }

  /**
   * Reads all files of the table.
   *
   * @param model gives the ordinals; events with items that it does not know are left out
   * @throws ModelFormatException if a file breaks the rules of the table
   */
  public static HistoryIndex load(EmbeddingModel model, List<Path> files) {
    HistoryIndex index = new HistoryIndex(model);
    for (Path path : files) {
      try (HistoryRows rows = HistoryRows.open(path, model.items())) {
        while (rows.next()) {
          index.add(rows);
        }
      } catch (IOException e) {
        throw new ModelFormatException(path.toString(), "cannot be read: " + e.getMessage(), e);
      }
    }
    index.trim(index.used);
    return index;
  }

  private void add(HistoryRows row) {
    if (row.size() == 0) {
      return;
    }
    int user = newUser(row.userId());
    if (sizes[user] > 0) {
      throw new ModelFormatException(
          row.path(), "a user must have one row: user_id '" + row.userId() + "'");
    }
    reserve(row);
    starts[user] = used;
    sizes[user] = row.size();
    for (int event = 0; event < row.size(); event++) {
      items[used] = row.item(event);
      types[used] = code(row.type(event));
      timestamps[used] = row.timestamp(event);
      used++;
    }
  }

  private int newUser(String userId) {
    int known = user(userId);
    if (known >= 0) {
      return known;
    }
    int user = model.users().size() + strangers.size();
    strangers.put(userId, user);
    if (user == starts.length) {
      starts = Arrays.copyOf(starts, user + user / 2 + 8);
      sizes = Arrays.copyOf(sizes, starts.length);
    }
    return user;
  }

  private int user(String userId) {
    int known = model.users().ordinal(userId);
    return known >= 0 ? known : strangers.getOrDefault(userId, -1);
  }

  private int code(String type) {
    if (type == null) {
      return -1;
    }
    Integer code = typeCodes.get(type);
    if (code == null) {
      code = typeNames.size();
      typeCodes.put(type, code);
      typeNames.add(type);
    }
    return code;
  }

  private void reserve(HistoryRows row) {
    long needed = (long) used + row.size();
    if (needed > LARGEST_ARRAY) {
      throw new ModelFormatException(
          row.path(), "the table must hold at most " + LARGEST_ARRAY + " events: " + needed);
    }
    if (needed > items.length) {
      trim((int) Math.min(LARGEST_ARRAY, Math.max(needed, items.length + items.length / 2L)));
    }
  }

  private void trim(int length) {
    items = Arrays.copyOf(items, length);
    types = Arrays.copyOf(types, length);
    timestamps = Arrays.copyOf(timestamps, length);
  }

  /** Number of events, over all users. */
  public int events() {
    return used;
  }

  /** Events of a user; none for a user that the table does not have. */
  public UserEvents of(String userId) {
    int user = user(userId);
    if (user < 0 || sizes[user] == 0) {
      return UserEvents.none();
    }
    int from = starts[user];
    int to = from + sizes[user];
    String[] names = new String[sizes[user]];
    for (int event = from; event < to; event++) {
      names[event - from] = types[event] < 0 ? null : typeNames.get(types[event]);
    }
    return UserEvents.of(
        Arrays.copyOfRange(items, from, to), names, Arrays.copyOfRange(timestamps, from, to));
  }
}
