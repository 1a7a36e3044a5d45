package io.nightjar.shared.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A random filter that writes itself as an expression, and that says of one item at a time, in the
 * plainest way, whether it may be listed. It shares no code with what it is compared to.
 */
final class SlowFilter {
  private static final int ITEMS = 0;
  private static final int INTERACTIONS = 1;

  private final RandomWorld world;
  private final List<Part> parts = new ArrayList<>();
  private int placeholders;

  /** One clause. */
  private record Part(boolean include, String text, boolean counts, Predicate<Item> where) {}

  /** An item, and the interactions that a condition looks at. */
  private record Item(Map<String, String> row, int ordinal, List<RandomWorld.Event> events) {
    Item with(Predicate<RandomWorld.Event> window) {
      return new Item(row, ordinal, events.stream().filter(window).toList());
    }
  }

  /**
   * A condition.
   *
   * @param time set when it is about TIMESTAMP
   * @param missing whether a placeholder in it has no value
   */
  private record Test(
      String text, Predicate<Item> holds, Predicate<RandomWorld.Event> time, boolean missing) {}

  SlowFilter(RandomWorld world) {
    this.world = world;
    for (int part = 1 + world.random.nextInt(3); part > 0; part--) {
      parts.add(part());
    }
  }

  String text() {
    return String.join(world.any(" | ", "|", "\n|\n"), parts.stream().map(Part::text).toList());
  }

  /** Whether an item of the catalogue may be listed. */
  boolean admits(int ordinal) {
    return admits(new Item(world.items.get(ordinal), ordinal, world.events));
  }

  /** Whether an item may be listed of which only the id is known. */
  boolean admitsStranger(String id) {
    return admits(new Item(Map.of("ITEM_ID", id), -7, List.of()));
  }

  private boolean admits(Item item) {
    boolean anyInclude = false;
    boolean included = false;
    for (Part part : parts) {
      if (!part.counts()) {
        continue;
      }
      boolean holds = part.where().test(item);
      if (!part.include() && holds) {
        return false;
      }
      anyInclude |= part.include();
      included |= part.include() && holds;
    }
    return included || !anyInclude;
  }

  private Part part() {
    boolean include = world.random.nextBoolean();
    int dataset = world.any(ITEMS, ITEMS, INTERACTIONS);
    Test where = condition(dataset, include, 2, world.random.nextBoolean());
    String text =
        world.any("", "\n ") + (include ? "INCLUDE" : "exclude") + " ItemID WHERE " + where.text();
    boolean counts = !where.missing();
    if (world.random.nextInt(3) == 0) {
      Test first = user(include);
      text += " IF " + first.text();
      counts &= !first.missing() && first.holds().test(null);
      if (world.random.nextBoolean()) {
        Test second = user(include);
        text += " AND " + second.text();
        counts &= !second.missing() && second.holds().test(null);
      }
    }
    return new Part(include, text, counts, where.holds());
  }

  private Test condition(int dataset, boolean include, int depth, boolean conjunction) {
    if (depth == 0 || world.random.nextInt(3) == 0) {
      return dataset == ITEMS ? item(include) : event(include);
    }
    List<Test> tests = new ArrayList<>();
    for (int count = 2 + world.random.nextInt(2); count > 0; count--) {
      tests.add(condition(dataset, include, depth - 1, !conjunction));
    }
    List<String> texts = new ArrayList<>();
    for (Test test : tests) {
      boolean parentheses = (conjunction && depth > 1) || world.random.nextInt(4) == 0;
      texts.add(parentheses ? "(" + test.text() + ")" : test.text());
    }
    String text = String.join(conjunction ? " AND " : " or ", texts);
    boolean missing = tests.stream().anyMatch(Test::missing);
    return new Test(text, conjunction ? all(tests) : any(tests), null, missing);
  }

  private static Predicate<Item> any(List<Test> tests) {
    return item -> tests.stream().anyMatch(test -> test.holds().test(item));
  }

  private static Predicate<Item> all(List<Test> tests) {
    return item -> {
      Item seen = item;
      boolean others = false;
      for (Test test : tests) {
        if (test.time() != null) {
          seen = seen.with(test.time());
        } else {
          others = true;
        }
      }
      if (!others) {
        return hasEvent(seen);
      }
      for (Test test : tests) {
        if (test.time() == null && !test.holds().test(seen)) {
          return false;
        }
      }
      return true;
    };
  }

  private static boolean hasEvent(Item item) {
    return item.events().stream().anyMatch(event -> event.item() == item.ordinal());
  }

  private Test item(boolean include) {
    String column = world.any("GENRES", "YEAR", "ITEM_ID");
    String field =
        world.any("Items.", "ITEMS.") + world.any(column, column.toLowerCase(Locale.ROOT));
    if (world.random.nextBoolean()) {
      boolean negated = world.random.nextBoolean();
      Values values = values(column, include, !negated);
      return new Test(
          field + (negated ? " NOT IN " : " IN ") + values.list(),
          item -> negated != partsOf(item, column).stream().anyMatch(values.texts()::contains),
          null,
          values.missing());
    }
    String sign = world.any("=", "!=", "<", "<=", ">", ">=");
    Values value = one(include, "1970", "1971", "0", "1000.0");
    return new Test(
        field + world.any(" ", "") + sign + " " + value.single(),
        item -> compares(partsOf(item, column), sign, value.texts()),
        null,
        value.missing());
  }

  private static List<String> partsOf(Item item, String column) {
    String value = item.row().get(column);
    if (value == null) {
      return List.of();
    }
    return column.equals("ITEM_ID") ? List.of(value) : List.of(value.split("\\|", -1));
  }

  private static boolean compares(List<String> parts, String sign, List<String> others) {
    if (parts.isEmpty() || others.isEmpty()) {
      return false;
    }
    if (sign.equals("!=")) {
      return !compares(parts, "=", others);
    }
    for (String part : parts) {
      for (String other : others) {
        if (compares(part, sign, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean compares(String a, String sign, String b) {
    if (!isNumber(a) || !isNumber(b)) {
      return sign.equals("=") && a.equals(b);
    }
    double x = Double.parseDouble(a);
    double y = Double.parseDouble(b);
    return switch (sign) {
      case "=" -> x == y;
      case "<" -> x < y;
      case "<=" -> x <= y;
      case ">" -> x > y;
      default -> x >= y;
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?\\d+(\\.\\d+)?(e\\d+)?");
  }

  private Test event(boolean include) {
    if (world.random.nextInt(3) == 0) {
      String sign = world.any("<", "<=", ">", ">=");
      Values time = one(include, "2", "5", "8");
      Predicate<RandomWorld.Event> window =
          event ->
              !time.missing()
                  && compares(Long.toString(event.timestamp()), sign, time.texts().get(0));
      return new Test(
          "Interactions.TIMESTAMP " + sign + " " + time.single(),
          item -> hasEvent(item.with(window)),
          window,
          time.missing());
    }
    boolean negated = world.random.nextBoolean();
    Values types = values("EVENT_TYPE", include, !negated);
    return new Test(
        "Interactions.event_type" + (negated ? " NOT IN " : " IN ") + types.list(),
        item ->
            negated
                != item.events().stream()
                    .anyMatch(e -> e.item() == item.ordinal() && isOf(e, types)),
        null,
        types.missing());
  }

  private static boolean isOf(RandomWorld.Event event, Values types) {
    return types.texts().contains("*")
        || types.texts().stream().anyMatch(type -> type.equalsIgnoreCase(event.type()));
  }

  private Test user(boolean include) {
    if (world.random.nextBoolean()) {
      boolean negated = world.random.nextBoolean();
      Values tiers = values("TIER", include, !negated);
      List<String> has = List.of(world.user.get("TIER").split("\\|"));
      return new Test(
          "CurrentUser.Tier" + (negated ? " NOT IN " : " IN ") + tiers.list(),
          nobody -> negated != has.stream().anyMatch(tiers.texts()::contains),
          null,
          tiers.missing());
    }
    String sign = world.any("=", "!=", "<", "<=", ">", ">=");
    Values age = one(include, "20", "25");
    List<String> has = world.user.containsKey("AGE") ? List.of(world.user.get("AGE")) : List.of();
    return new Test(
        "CurrentUser.AGE " + sign + age.single(),
        nobody -> compares(has, sign, age.texts()),
        null,
        age.missing());
  }

  /** Values as an expression has them, and what they stand for. */
  private record Values(String list, String single, List<String> texts, boolean missing) {}

  private Values values(String column, boolean include, boolean placeholderAllowed) {
    if (placeholderAllowed && world.random.nextInt(4) == 0) {
      return placeholder(include, List.of(value(column), value(column)));
    }
    boolean ofItems = column.equals("GENRES") || column.equals("YEAR");
    if (ofItems && world.random.nextInt(5) == 0) {
      return ofCurrentItem(column);
    }
    List<String> texts = new ArrayList<>();
    for (int count = 1 + world.random.nextInt(3); count > 0; count--) {
      texts.add(value(column));
    }
    String list = String.join(world.any(", ", ","), texts.stream().map(this::quoted).toList());
    return new Values("(" + list + ")", null, texts, false);
  }

  private String value(String column) {
    return switch (column) {
      case "GENRES" -> world.any("jazz", "soul", "pop", "a \"b\"", "Jazz", "rock");
      case "YEAR" -> world.any("1970", "1971", "old", "1999");
      case "ITEM_ID" -> "item|" + world.random.nextInt(150);
      case "TIER" -> world.any("gold", "silver", "old");
      default -> world.any("VIEW", "buy", "like", "nap", "*");
    };
  }

  private Values one(boolean include, String... numbers) {
    String number = world.any(numbers);
    return world.random.nextInt(4) == 0
        ? placeholder(include, List.of(number))
        : new Values(null, number, List.of(number), false);
  }

  private Values placeholder(boolean include, List<String> texts) {
    String name = "P" + placeholders++;
    boolean missing = !include && world.random.nextInt(4) == 0;
    if (!missing) {
      world.values.put(name, texts);
    }
    return new Values("($" + name + ")", world.any("$" + name, "($" + name + ")"), texts, missing);
  }

  private Values ofCurrentItem(String column) {
    List<String> texts =
        world.currentItem < 0
            ? List.of()
            : partsOf(new Item(world.items.get(world.currentItem), 0, List.of()), column);
    return new Values("CurrentItem." + column, null, texts, false);
  }

  private String quoted(String text) {
    return world.random.nextBoolean() && !text.contains("'")
        ? "'" + text + "'"
        : "\"" + text.replace("\"", "\\\"") + "\"";
  }
}
