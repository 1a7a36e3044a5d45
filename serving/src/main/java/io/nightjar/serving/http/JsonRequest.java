package io.nightjar.serving.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.Quoted;
import io.nightjar.shared.model.JsonProblem;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The members of a JSON object, one after the other, each asked for with the type it must have. A
 * member whose value is null counts as not given. Not thread-safe.
 *
 * <p>Everything that is not as it must be is an {@link InvalidInputException} naming the member.
 */
public final class JsonRequest implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final String subject;

  /** Begins to read a body. */
  public JsonRequest(byte[] body) {
    this(body, "request body");
  }

  /**
   * Begins to read a text.
   *
   * @param subject what the text is, for messages
   */
  JsonRequest(byte[] body, String subject) {
    this.subject = subject;
    if (body.length == 0) {
      throw new InvalidInputException(subject + " must be a JSON object: it is empty");
    }
    int wrong = Utf8.firstWrong(body);
    if (wrong >= 0) {
      throw new InvalidInputException(
          "%s must be UTF-8: byte 0x%02x after %d others begins no character"
              .formatted(subject, body[wrong], wrong));
    }
    try {
      parser = FACTORY.createParser(body);
    } catch (IOException e) {
      throw notJson(e);
    }
    if (next() != JsonToken.START_OBJECT) {
      throw new InvalidInputException(subject + " must be a JSON object: it is " + shown());
    }
  }

  /** Name of the next member that has a value; null after the last. */
  public String nextMember() {
    while (next() == JsonToken.FIELD_NAME) {
      String member = text();
      if (next() != JsonToken.VALUE_NULL) {
        return member;
      }
    }
    if (next() != null) {
      throw new InvalidInputException(
          subject + " must be one JSON object: after it comes " + shown());
    }
    return null;
  }

  /** The value of {@code member}, a string. */
  public String string(String member) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(member, "a string");
    }
    return text();
  }

  /** The value of {@code member}, an integer. */
  int integer(String member) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(member, "an integer");
    }
    try {
      if (parser.getNumberType() != JsonParser.NumberType.INT) {
        throw new InvalidInputException(
            member + " must be an integer of 32 bits: " + Quoted.shortened(text()));
      }
      return parser.getIntValue();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  /** The value of {@code member}, an object of strings; keys whose value is null are not given. */
  Map<String, String> stringMap(String member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrongType(member, "an object of strings");
    }
    Map<String, String> map = new LinkedHashMap<>();
    while (next() == JsonToken.FIELD_NAME) {
      String key = text();
      JsonToken value = next();
      if (value == JsonToken.VALUE_STRING) {
        map.put(key, text());
      } else if (value != JsonToken.VALUE_NULL) {
        throw wrongType(member + "." + key, "a string");
      }
    }
    return map;
  }

  /** The value of {@code member}, a list of strings. */
  public List<String> stringList(String member) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType(member, "a list of strings");
    }
    List<String> list = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw wrongType(member + "[" + list.size() + "]", "a string");
      }
      list.add(text());
    }
    return list;
  }

  /** The value of {@code member}, an object of lists of strings. */
  Map<String, List<String>> stringLists(String member) {
    Map<String, List<String>> map = new LinkedHashMap<>();
    object(member, (key, path) -> map.put(key, stringList(path)));
    return map;
  }

  /**
   * Reads the value of {@code member}, an object.
   *
   * @param value called at each value of the object that is not null, with its key and with its
   *     name for messages; reads the value
   */
  void object(String member, BiConsumer<String, String> value) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrongType(member, "an object");
    }
    while (next() == JsonToken.FIELD_NAME) {
      String key = text();
      if (next() != JsonToken.VALUE_NULL) {
        value.accept(key, member + "." + key);
      }
    }
  }

  /**
   * Reads the value of {@code member}, a list.
   *
   * @param element called at each element with its name for messages; reads the element
   */
  <T> List<T> list(String member, Function<String, T> element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType(member, "a list");
    }
    List<T> list = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      list.add(element.apply(member + "[" + list.size() + "]"));
    }
    return list;
  }

  /** Passes over the value of a member that does not matter. */
  public void skip() {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  private JsonToken next() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  private String text() {
    try {
      return parser.getText();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  private String shown() {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "the string " + Quoted.text(text());
      default -> Quoted.shortened(text());
    };
  }

  private InvalidInputException wrongType(String member, String expected) {
    return new InvalidInputException(
        Quoted.shortened(member) + " must be " + expected + ": it is " + shown());
  }

  private InvalidInputException notJson(IOException cause) {
    if (cause instanceof JsonProcessingException json) {
      return new InvalidInputException(subject + " must be JSON: " + JsonProblem.of(json));
    }
    if (cause instanceof CharConversionException) {
      return new InvalidInputException(subject + " must be JSON: " + cause.getMessage());
    }
    throw new UncheckedIOException("a body in memory cannot fail to be read", cause);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw notJson(e);
    }
  }
}
