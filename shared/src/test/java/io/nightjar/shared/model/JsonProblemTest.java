package io.nightjar.shared.model;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonProblemTest {
  record Part(String name, double share) {
    Part {
      if (share > 1) {
        throw new IllegalArgumentException("part.share must not exceed 1: " + share);
      }
    }
  }

  record Whole(
      int count, Part part, List<String> names, List<Part> parts, Map<String, Long> sizes) {
    Whole {
      names = names == null ? null : List.copyOf(names);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{\"part\":{\"share\":2}} # is damaged: part.share must not exceed 1: 2.0",
        "{\"parts\":[{\"share\":2}]} # is damaged: part.share must not exceed 1: 2.0",
        "{\"count\":\"x\"} # is damaged: count must be an integer: 'x', at line 1, column 10",
        "{\"count\":[]} # is damaged: count must be an integer, at line 1, column 10",
        "{\"part\":7} # is damaged: part must be an object, at line 1, column 9",
        "{\"part\":{\"share\":\"x\"}} # is damaged: part.share must be a number: 'x', at line 1, column 18",
        "{\"part\":{\"name\":[]}} # is damaged: part.name must be a string, at line 1, column 17",
        "{\"names\":{}} # is damaged: names must be a list, at line 1, column 10",
        "{\"parts\":[{},7]} # is damaged: parts[1] must be an object, at line 1, column 14",
        "{\"sizes\":{\"a\":\"b\"}} # is damaged: sizes.a must be an integer: 'b', at line 1, column 15",
        "{\"names\":[null]} # is damaged: it does not have the form that it must have, at line 1, column 16",
        "[] # is damaged: it must be an object, at line 1, column 1",
        "{} {} # is damaged: it must be one JSON object: there is more, at line 1, column 4",
        "{ # is damaged: Unexpected end-of-input: expected close marker for Object, at line 1, column 2",
        "{\"count\":NaN} # is damaged: Non-standard token 'NaN', at line 1, column 13",
        "{\"a\":1 //} # is damaged: Unexpected character ('/' (code 47)): maybe a (non-standard)"
            + " comment?, at line 1, column 8",
        "' ' # must hold a JSON object: it is empty",
        "null # must hold a JSON object: null"
      })
  void messagesSpeakOfTheTextAndNotOfWhatReadsIt(String text, String message) {
    String written = text.equals("' '") ? " " : text;
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> StoreJson.read("a.json", written, Whole.class))
        .withMessage("a.json: " + message);
  }
}
