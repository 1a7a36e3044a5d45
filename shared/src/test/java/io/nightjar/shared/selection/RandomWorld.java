package io.nightjar.shared.selection;

import io.nightjar.shared.filter.FilterValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A random catalogue with a user, and the values of placeholders that were drawn so far. */
final class RandomWorld {
  static final List<String> COLUMNS = List.of("GENRES", "YEAR");

  private static final String[] GENRES = {
    "jazz", "soul", "jazz|soul", "soul|pop", "pop", "a \"b\"", null
  };
  private static final String[] YEARS = {
    "1970", "1971", "1971.0", "-2", "1e3", "old", "1970|1999", null
  };
  private static final String[] TYPES = {"view", "Buy", "like", null};

  /** One interaction. */
  record Event(int item, String type, long timestamp) {}

  final Random random;
  final List<Map<String, String>> items = new ArrayList<>();
  final Map<String, String> user = new HashMap<>();
  final List<Event> events = new ArrayList<>();
  final int currentItem;
  final Map<String, List<String>> values = new TreeMap<>();

  RandomWorld(long seed) {
    random = new Random(seed);
    int size = 1 + random.nextInt(140);
    for (int item = 0; item < size; item++) {
      Map<String, String> row = new HashMap<>();
      row.put("GENRES", any(GENRES));
      row.put("YEAR", any(YEARS));
      row.put("ITEM_ID", "item|" + item);
      items.add(row);
    }
    user.put("TIER", any("gold", "silver", "gold|old"));
    if (random.nextBoolean()) {
      user.put("AGE", any("20", "30"));
    }
    for (int event = random.nextInt(40); event > 0; event--) {
      events.add(new Event(random.nextInt(size), any(TYPES), random.nextInt(10)));
    }
    currentItem = random.nextInt(size + 1) - 1;
  }

  @SafeVarargs
  final <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  Subject subject() {
    ItemValues columns = ItemValues.ofCatalogue(items.size());
    for (String column : COLUMNS) {
      columns.add(column, ValueColumn.of(items.stream().map(row -> row.get(column)).toList()));
    }
    columns.addIds(items.stream().map(row -> row.get("ITEM_ID")).toList());
    return new Subject(
        columns,
        user,
        UserEvents.of(
            events.stream().mapToInt(Event::item).toArray(),
            events.stream().map(Event::type).toArray(String[]::new),
            events.stream().mapToLong(Event::timestamp).toArray()),
        currentItem);
  }

  FilterValues filterValues() {
    return new FilterValues(values);
  }
}
