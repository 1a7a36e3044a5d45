package io.nightjar.shared.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.shared.filter.Condition.AllOf;
import io.nightjar.shared.filter.Condition.AnyOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Condition.Membership;
import io.nightjar.shared.filter.Operand.Literal;
import io.nightjar.shared.filter.Operand.OfCurrentItem;
import io.nightjar.shared.filter.Operand.Placeholder;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterExpressionTest {
  private static Field items(String name) {
    return new Field(Dataset.ITEMS, name);
  }

  private static Condition is(String name, String value) {
    return new Membership(items(name), List.of(new Literal(value)), false);
  }

  private static Condition condition(String text) {
    List<Clause> clauses = FilterExpression.parse("INCLUDE ItemID WHERE " + text).clauses();
    assertThat(clauses).hasSize(1);
    return clauses.get(0).condition();
  }

  /** The forms of Amazon's guide and of filters in circulation. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\")",
        "EXCLUDE ItemID WHERE Interactions.event_type IN (\"click\", \"stream\")",
        "INCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN ('click')",
        "EXCLUDE ItemID WHERE Items.CATEGORY IN ($CATEGORY)",
        "include itemId where ITEMS.CATEGORY_L1 in ('shoe') and items.category_l2 not in ('boot')",
        "INCLUDE ItemID WHERE Items.PRICE < CurrentItem.PRICE AND Items.GENRE IN CurrentItem.GENRE",
        "INCLUDE ItemID WHERE Items.YEAR >= 1970 AND Items.YEAR < 1980",
        "INCLUDE ItemID WHERE Items.VALUE > ($VALUE) IF CurrentUser.MEMBERSHIP = $PREMIUM",
        "EXCLUDE ItemID WHERE Items.A IN ('x') IF CurrentUser.AGE > 18 AND CurrentUser.B IN ('y')",
        "INCLUDE ItemID WHERE Items.GENRE IN (\"Comedy\") | EXCLUDE ItemID WHERE"
            + " Interactions.EVENT_TYPE IN (\"*\")",
        "EXCLUDE ItemID WHERE Interactions.TIMESTAMP >= $SINCE",
        "EXCLUDE ItemID WHERE (Items.A IN ('x') OR (Items.B = -1.5e3)) AND Items.IF != 0",
        "INCLUDE ItemID\nWHERE\tItems.A IN ('a|b', '$c', \"d'e\", '\\'')"
      })
  void whatPeopleWriteIsUnderstood(String text) {
    assertThat(FilterExpression.parse(text).text()).isEqualTo(text);
  }

  @Test
  void andBindsTighterThanOr() {
    assertThat(condition("Items.A IN ('1') OR Items.B IN ('2') AND Items.C IN ('3')"))
        .isEqualTo(
            new AnyOf(List.of(is("A", "1"), new AllOf(List.of(is("B", "2"), is("C", "3"))))));
    assertThat(condition("Items.A IN ('1') AND Items.B IN ('2') OR Items.C IN ('3')"))
        .isEqualTo(
            new AnyOf(List.of(new AllOf(List.of(is("A", "1"), is("B", "2"))), is("C", "3"))));
  }

  @Test
  void parenthesesBindTighterStill() {
    assertThat(condition("(Items.A IN ('1') OR Items.B IN ('2')) AND Items.C IN ('3')"))
        .isEqualTo(
            new AllOf(List.of(new AnyOf(List.of(is("A", "1"), is("B", "2"))), is("C", "3"))));
  }

  @Test
  void chainsAreFlat() {
    assertThat(condition("Items.A IN ('1') AND (Items.B IN ('2') AND Items.C IN ('3'))"))
        .isEqualTo(new AllOf(List.of(is("A", "1"), is("B", "2"), is("C", "3"))));
  }

  @Test
  void operandsKeepTheirKind() {
    assertThat(condition("Items.A IN (\"x\\\"y\", $p, CurrentItem.b)"))
        .isEqualTo(
            new Membership(
                items("A"),
                List.of(
                    new Literal("x\"y"),
                    new Placeholder("p"),
                    new OfCurrentItem(new Field(Dataset.CURRENT_ITEM, "B"))),
                false));
    assertThat(condition("Items.a<=10"))
        .isEqualTo(new Comparison(items("A"), Comparator.AT_MOST, new Literal("10")));
  }

  @Test
  void placeholdersKeepTheirCaseAndFieldsLoseIt() {
    FilterExpression expression =
        FilterExpression.parse(
            "INCLUDE ItemID WHERE Items.genre IN ($Genre) OR Items.GENRE IN ($GENRE)");
    assertThat(expression.placeholders()).containsExactly("Genre", "GENRE");
    assertThat(expression.fields()).containsExactly(items("GENRE"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "Items.A IN ('x') # expression cannot be read at character 1: expected EXCLUDE or INCLUDE,"
            + " found Items",
        "INCLUDE ItemID # expression cannot be read at character 15: expected WHERE, found its end",
        "INCLUDE ItemID WHERE Items.A IN 'x' # expression cannot be read at character 33: expected"
            + " '(' or a name, found 'x'",
        "INCLUDE ItemID WHERE Items.A IN (Drama) # expression cannot be read at character 34: a text"
            + " must be in quotes, a number have digits only: Drama",
        "INCLUDE ItemID WHERE Items.A IN ('x', Drama) # expression cannot be read at character 39: a"
            + " text must be in quotes, a number have digits only: Drama",
        "INCLUDE ItemID WHERE Items.A > old # expression cannot be read at character 32: a text must"
            + " be in quotes, a number have digits only: old",
        "INCLUDE ItemID WHERE GENRES IN ('x') # expression cannot be read at character 22: a field"
            + " must be named with its data set, as in Items.GENRES: GENRES",
        "INCLUDE ItemID WHERE Items.A IN ('x' # expression cannot be read at character 37: expected"
            + " ')' or ',', found its end",
        "INCLUDE ItemID WHERE Items.A IN ('x) # expression cannot be read at character 34: the"
            + " quote is not closed",
        "INCLUDE ItemID WHERE Items.A LIKE ('x') # expression cannot be read at character 30:"
            + " expected != or < or <= or = or > or >= or IN or NOT, found LIKE",
        "INCLUDE ItemID WHERE Items.A = 1; # expression cannot be read at character 33: expected"
            + " '|' or its end, found ;",
        "INCLUDE UserID WHERE Items.A IN ('x') # expression must be about ItemID, others cannot be"
            + " filtered here: UserID",
        "INCLUDE ItemID WHERE Item.A IN ('x') # fields must be of Items, Interactions, CurrentUser"
            + " or CurrentItem, at character 22: Item.A",
        "INCLUDE ItemID WHERE Items.A IN (7) # values of IN must be texts in quotes, at character"
            + " 34: 7",
        "INCLUDE ItemID WHERE Items.A > 'x' # Items.A > compares numbers: 'x'",
        "INCLUDE ItemID WHERE Items.A NOT IN ($X) # NOT IN cannot take a placeholder, write IN and"
            + " the opposite of INCLUDE or EXCLUDE instead: Items.A NOT IN ($X)",
        "INCLUDE ItemID WHERE Items.A IN ('x') AND Interactions.EVENT_TYPE IN ('y') # one"
            + " expression can only ask one data set, join two by '|' instead: Items.A and"
            + " Interactions.EVENT_TYPE",
        "INCLUDE ItemID WHERE Interactions.DEVICE IN ('x') # Interactions can only be asked with"
            + " EVENT_TYPE IN (…) and TIMESTAMP < … (also <= > >= = !=): Interactions.DEVICE IN",
        "INCLUDE ItemID WHERE Interactions.EVENT_TYPE = 'x' # Interactions can only be asked with"
            + " EVENT_TYPE IN (…) and TIMESTAMP < … (also <= > >= = !=): Interactions.EVENT_TYPE =",
        "INCLUDE ItemID WHERE Interactions.TIMESTAMP = 'x' # Interactions.TIMESTAMP = compares"
            + " numbers: 'x'",
        "INCLUDE ItemID WHERE CurrentUser.A IN ('x') # CurrentUser can only be asked after IF:"
            + " CurrentUser.A",
        "INCLUDE ItemID WHERE CurrentItem.A IN ('x') # CurrentItem can only be a value:"
            + " CurrentItem.A",
        "INCLUDE ItemID WHERE Items.A IN Items.B # of fields, only those of CurrentItem can be"
            + " values, at character 33: Items.B",
        "INCLUDE ItemID WHERE Items.A IN ('x') IF Items.B IN ('y') # IF can only ask CurrentUser:"
            + " Items.B",
        "INCLUDE ItemID WHERE Items.A IN ('x') IF CurrentUser.B = 1 OR CurrentUser.C = 2 #"
            + " conditions after IF can only be joined by AND: OR",
        "INCLUDE ItemID WHERE Items.A IN ('x') IF CurrentUser.B = CurrentItem.C # CurrentUser"
            + " cannot be compared with CurrentItem.C",
        "INCLUDE ItemID WHERE Interactions.TIMESTAMP > CurrentItem.C # Interactions cannot be"
            + " compared with CurrentItem.C"
      })
  void mistakesAreNamed(String text, String message) {
    assertThatThrownBy(() -> FilterExpression.parse(text))
        .isInstanceOf(FilterException.class)
        .hasMessage(message);
  }

  @Test
  void anExpressionHasALimit() {
    String longest = "INCLUDE ItemID WHERE Items.A IN ('" + "x".repeat(2500 - 36) + "')";
    assertThat(FilterExpression.parse(longest).text()).hasSize(2500);
    assertThatThrownBy(() -> FilterExpression.parse(longest + " "))
        .hasMessage("expression must have 1 to 2500 characters: 2501");
    assertThatThrownBy(() -> FilterExpression.parse(" "))
        .hasMessage("expression must have 1 to 2500 characters: it is blank");
  }

  @Test
  void placeholdersHaveTheLimitsOfFilterValues() {
    String longest = "P".repeat(50);
    assertThat(
            FilterExpression.parse("INCLUDE ItemID WHERE Items.A IN ($" + longest + ")")
                .placeholders())
        .containsExactly(longest);
    assertThatThrownBy(
            () -> FilterExpression.parse("INCLUDE ItemID WHERE Items.A IN ($" + longest + "Q)"))
        .hasMessage(
            "a placeholder must not be longer than 50 characters, at character 34: $%sQ has 51"
                .formatted(longest));
    String many = IntStream.range(0, 25).mapToObj(n -> "$P" + n).collect(Collectors.joining(", "));
    assertThat(
            FilterExpression.parse("INCLUDE ItemID WHERE Items.A IN (" + many + ")").placeholders())
        .hasSize(25);
    assertThatThrownBy(
            () -> FilterExpression.parse("INCLUDE ItemID WHERE Items.A IN (" + many + ", $MORE)"))
        .hasMessage("expression must not have more than 25 distinct placeholders: 26");
  }

  @Test
  void tenFieldsAreEnough() {
    StringBuilder text = new StringBuilder("INCLUDE ItemID WHERE Items.C0 IN ('x')");
    for (int field = 1; field < 10; field++) {
      text.append(" OR Items.c").append(field).append(" IN ('x')");
    }
    assertThat(FilterExpression.parse(text + " OR Items.C9 IN ('y')").fields()).hasSize(10);
    assertThatThrownBy(() -> FilterExpression.parse(text + " OR Items.C10 IN ('y')"))
        .hasMessage("expression must not name more than 10 distinct fields: 11");
  }

  @Test
  void deepNestingIsRead() {
    String open = "(".repeat(1200);
    String close = ")".repeat(1200);
    assertThat(condition(open + "Items.A IN ('1')" + close)).isEqualTo(is("A", "1"));
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    FilterColumns columns =
        new FilterColumns(
            new TreeSet<>(List.of("GENRES", "ITEM_ID", "TITLE")),
            new TreeSet<>(List.of()),
            new TreeSet<>(List.of("ADULT")),
            new TreeSet<>(List.of()));
    assertThatThrownBy(
            () ->
                columns.check(
                    FilterExpression.parse("EXCLUDE ItemID WHERE Items.ADULT IN ('true')")))
        .hasMessage("Items.ADULT holds booleans, which cannot be filtered");
    columns.check(FilterExpression.parse("INCLUDE ItemID WHERE Items.genres IN ('x')"));
    columns.check(FilterExpression.parse("INCLUDE ItemID WHERE Interactions.TIMESTAMP > 1"));
    assertThatThrownBy(
            () ->
                columns.check(
                    FilterExpression.parse("INCLUDE ItemID WHERE Items.TITLE = CurrentItem.genre")))
        .isInstanceOf(FilterException.class)
        .hasMessage(
            "CurrentItem.GENRE is no column of the model's items that can be filtered: they have"
                + " GENRES, ITEM_ID, TITLE");
    assertThatThrownBy(
            () ->
                columns.check(
                    FilterExpression.parse(
                        "INCLUDE ItemID WHERE Items.TITLE = 'x' IF CurrentUser.AGE > 1")))
        .hasMessage(
            "CurrentUser.AGE is no column of the model's users that can be filtered: they have"
                + " none");
  }
}
