package io.nightjar.shared.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterValuesTest {
  private static List<String> parse(String text) {
    return FilterValues.parse(Map.of("A", text)).of("A");
  }

  @Test
  void textsAreQuotedAndSeparatedByCommas() {
    assertThat(parse("\"jazz\",\"soul\"")).containsExactly("jazz", "soul");
    assertThat(parse(" \"a,b\" , 'c\"d' ")).containsExactly("a,b", "c\"d");
    assertThat(parse("\"\"")).containsExactly("");
    assertThat(parse("\"a\\\"b\\\\\"")).containsExactly("a\"b\\");
  }

  @Test
  void numbersMayBeBare() {
    assertThat(parse("10")).containsExactly("10");
    assertThat(parse("-1.5e3 , \"7\"")).containsExactly("-1.5e3", "7");
  }

  @Test
  void whiteSpaceAroundValuesIsThatOfExpressions() {
    assertThat(parse("\t\"a\"\r\n,\u00A0'b'\t")).containsExactly("a", "b");
    assertThat(parse("\n1\t,\r2\u00A0")).containsExactly("1", "2");
    assertThat(parse("\"\t\"")).containsExactly("\t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "jazz",
        "\"a",
        "\"a\"b",
        "\"a\",",
        ",",
        "\"a\";\"b\"",
        "1,,2",
        "NaN",
        "\t",
        "1,\n"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(FilterException.class)
        .hasMessage(
            "filterValues.A must be texts in double quotes, or numbers, separated by commas: '"
                + text
                + "'");
  }

  @Test
  void aPlaceholderWithoutValueHasNone() {
    assertThat(FilterValues.none().of("A")).isNull();
  }

  @Test
  void aLongValueIsShortened() {
    assertThatThrownBy(() -> parse("😀".repeat(90)))
        .hasMessageEndingWith(": '" + "😀".repeat(80) + "…'");
  }
}
