package io.nightjar.shared.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.filter.FilterValues;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Six items: 0 jazz, 1 jazz|soul, 2 soul, 3 and 4 without genre, 5 jazz; years 1960 to 2010. */
class ItemSelectorTest {
  private static final List<String> GENRES =
      Arrays.asList("jazz", "jazz|soul", "soul", null, null, "jazz");
  private static final List<String> YEARS = List.of("1960", "1970", "1980", "1990", "2000", "2010");

  /** The user viewed 0 at 100, bought 0 at 200 and viewed 4 at 300. */
  private static Subject subject() {
    ItemValues items = ItemValues.ofCatalogue(6);
    items.add("GENRES", ValueColumn.of(GENRES));
    items.add("YEAR", ValueColumn.of(YEARS));
    UserEvents events =
        UserEvents.of(
            new int[] {0, 0, 4}, new String[] {"view", "buy", "view"}, new long[] {100, 200, 300});
    return new Subject(items, Map.of("TIER", "gold", "AGE", "30"), events, 1);
  }

  private static ItemSelector selector(String expression, Map<String, String> values) {
    return ItemSelector.of(FilterExpression.parse(expression), FilterValues.parse(values));
  }

  private static String select(String expression, Map<String, String> values) {
    BitSet selected = selector(expression, values).select(subject());
    return selected == null ? "all" : selected.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "INCLUDE ItemID WHERE Items.GENRES IN ('jazz') # {0, 1, 5}",
        "EXCLUDE ItemID WHERE Items.GENRES IN ('jazz') # {2, 3, 4}",
        "INCLUDE ItemID WHERE Items.GENRES NOT IN ('jazz') # {2, 3, 4}",
        "INCLUDE ItemID WHERE Items.GENRES IN ('JAZZ') # {}",
        "INCLUDE ItemID WHERE Items.GENRES != 'jazz' # {2}",
        "INCLUDE ItemID WHERE Items.YEAR >= 1970 AND Items.YEAR < 1990 # {1, 2}",
        "INCLUDE ItemID WHERE Items.YEAR = 1980.0 # {2}",
        "INCLUDE ItemID WHERE Items.GENRES > 5 # {}",
        "INCLUDE ItemID WHERE Items.GENRES IN ('soul') | INCLUDE ItemID WHERE Items.YEAR > 1995"
            + " # {1, 2, 4, 5}",
        "EXCLUDE ItemID WHERE Items.GENRES IN ('soul') | EXCLUDE ItemID WHERE Items.YEAR > 1995"
            + " # {0, 3}",
        "EXCLUDE ItemID WHERE Items.YEAR > 1995 | INCLUDE ItemID WHERE Items.GENRES IN ('jazz')"
            + " # {0, 1}",
        "INCLUDE ItemID WHERE Items.GENRES IN CurrentItem.GENRES # {0, 1, 2, 5}",
        "INCLUDE ItemID WHERE Items.YEAR < CurrentItem.YEAR # {0}",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*') # {1, 2, 3, 5}",
        "INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('VIEW') # {0, 4}",
        "INCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN ('buy') # {1, 2, 3, 4, 5}",
        "INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('view') AND Interactions.EVENT_TYPE NOT"
            + " IN ('buy') # {4}",
        "INCLUDE ItemID WHERE Interactions.TIMESTAMP >= 200 # {0, 4}",
        "INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('view') AND Interactions.TIMESTAMP >="
            + " 200 # {4}",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*') AND Interactions.TIMESTAMP >= 250"
            + " # {0, 1, 2, 3, 5}",
        "INCLUDE ItemID WHERE Items.YEAR > 1995 IF CurrentUser.TIER = 'gold' # {4, 5}",
        "INCLUDE ItemID WHERE Items.YEAR > 1995 IF CurrentUser.TIER = 'gold' AND CurrentUser.AGE <"
            + " 30 # all",
        "INCLUDE ItemID WHERE Items.YEAR > 1995 IF CurrentUser.CITY NOT IN ('x') # {4, 5}"
      })
  void anExpressionSelects(String expression, String expected) {
    assertThat(select(expression, Map.of())).isEqualTo(expected);
  }

  @Test
  void placeholdersTakeValues() {
    String include = "INCLUDE ItemID WHERE Items.GENRES IN ($G) AND Items.YEAR > $Y";
    assertThat(select(include, Map.of("G", "\"soul\",\"jazz\"", "Y", "1965")))
        .isEqualTo("{1, 2, 5}");
    assertThat(select(include, Map.of("G", "\"soul\"", "Y", "\"1965\""))).isEqualTo("{1, 2}");
    String seen = "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ($T)";
    assertThat(select(seen, Map.of("T", "\"*\""))).isEqualTo("{1, 2, 3, 5}");
  }

  @Test
  void anExcludeWithoutItsValueDoesNotCount() {
    String exclude = "EXCLUDE ItemID WHERE Items.GENRES IN ($G)";
    assertThat(select(exclude, Map.of())).isEqualTo("all");
    assertThat(select(exclude + " | INCLUDE ItemID WHERE Items.YEAR > 1995", Map.of()))
        .isEqualTo("{4, 5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "INCLUDE ItemID WHERE Items.GENRES IN ($G) # H # 1 # filterValues.H must be a placeholder"
            + " of the filter: it has G",
        "INCLUDE ItemID WHERE Items.GENRES IN ($G) # g # 1 # filterValues.g must be a placeholder"
            + " of the filter: it has G",
        "INCLUDE ItemID WHERE Items.GENRES IN ('x') # G # 1 # filterValues.G must be a placeholder"
            + " of the filter: it has none",
        "INCLUDE ItemID WHERE Items.A IN ($G) AND Items.B IN ($H) # G # 1 # filterValues.H must be"
            + " given for the filter's INCLUDE: it is missing",
        "INCLUDE ItemID WHERE Items.YEAR > $Y # Y # 1,2 # filterValues.Y must be one value for"
            + " Items.YEAR > $Y: 2",
        "INCLUDE ItemID WHERE Items.YEAR > $Y # Y # \"x\" # filterValues.Y must be a number for"
            + " Items.YEAR > $Y: 'x'",
        "EXCLUDE ItemID WHERE Interactions.TIMESTAMP = $T # T # \"x\" # filterValues.T must be a"
            + " number for Interactions.TIMESTAMP = $T: 'x'"
      })
  void wrongValuesAreNamed(String expression, String name, String value, String message) {
    assertThatThrownBy(() -> selector(expression, Map.of(name, value)))
        .isInstanceOf(FilterException.class)
        .hasMessage(message);
  }

  @Test
  void eventsOfTwoSourcesCountTogether() {
    UserEvents later = UserEvents.of(new int[] {5}, new String[] {null}, new long[] {400});
    Subject before = subject();
    Subject after = new Subject(before.items(), before.user(), before.events().and(later), -1);
    assertThat(after.events().size()).isEqualTo(4);
    ItemSelector seen = selector("INCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*')", Map.of());
    assertThat(seen.select(after)).hasToString("{0, 4, 5}");
  }

  @Test
  void aConditionAboutItemsIsComputedOncePerValues() {
    Subject subject = subject();
    String expression =
        "INCLUDE ItemID WHERE Items.GENRES IN ($G)"
            + " | EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*')";
    for (String genre : List.of("\"jazz\"", "\"soul\"", "\"jazz\"")) {
      selector(expression, Map.of("G", genre)).select(subject);
    }
    assertThat(subject.items().cache().size()).isEqualTo(2);
  }

  @Test
  void whatIsKeptIsNotWhatIsGivenAway() {
    Subject subject = subject();
    ItemSelector jazz = selector("INCLUDE ItemID WHERE Items.GENRES IN ('jazz')", Map.of());
    jazz.select(subject).clear();
    assertThat(jazz.select(subject)).hasToString("{0, 1, 5}");
  }

  @Test
  void theCacheForgetsWhatWasAskedLongestAgo() {
    int size = 8_000_000;
    ItemValues items = ItemValues.ofCatalogue(size);
    items.add("A", ValueColumn.ofNothing(size));
    Subject subject = new Subject(items, Map.of(), UserEvents.none(), -1);
    for (int value = 0; value < 20; value++) {
      selector("EXCLUDE ItemID WHERE Items.A NOT IN ('" + value + "')", Map.of()).select(subject);
    }
    assertThat(items.cache().size()).isBetween(10, 16);
  }

  @Test
  void theCacheCountsTheValuesThatItKeeps() {
    ItemValues items = ItemValues.ofCatalogue(64);
    items.add("A", ValueColumn.ofNothing(64));
    Subject subject = new Subject(items, Map.of(), UserEvents.none(), -1);
    for (int request = 0; request < 100; request++) {
      String first = "'" + request + "'";
      String rest = ", 'value'".repeat(9_999);
      selector("INCLUDE ItemID WHERE Items.A IN ($A)", Map.of("A", first + rest)).select(subject);
    }
    assertThat(items.cache().size()).isBetween(20, 28);
  }
}
