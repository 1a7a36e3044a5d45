package io.nightjar.shared.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * What is wrong with a JSON text, for whoever wrote it: without the settings and classes of the
 * library that read it, of which its own messages speak.
 */
public final class JsonProblem {
  private static final Pattern OF_THE_LIBRARY =
      Pattern.compile(
          " \\(start marker at .*"
              + "| \\(not recognized as one since Feature .*"
              + "|: enable `JsonReadFeature.*"
              + "|, from `StreamReadConstraints[^`]*`",
          Pattern.DOTALL);

  private JsonProblem() {}

  /** The problem alone, such as {@code Unexpected character ('}' (code 125))…}. */
  public static String of(JsonProcessingException e) {
    return OF_THE_LIBRARY.matcher(e.getOriginalMessage()).replaceAll("");
  }

  /**
   * The problem of a text that should be a record: the rule that a member breaks, in the record's
   * own words, or what is wrong at which line and column.
   */
  static String ofRecord(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping)) {
      return of(e) + place(e.getLocation());
    }
    if (e.getCause() instanceof IllegalArgumentException rule && rule.getMessage() != null) {
      return rule.getMessage();
    }
    if (e instanceof MismatchedInputException mismatch) {
      return e.getOriginalMessage().startsWith("Trailing token")
          ? "it must be one JSON object: there is more" + place(e.getLocation())
          : wrongType(mismatch) + place(e.getLocation());
    }
    if (e.getCause() instanceof JsonProcessingException syntax) {
      return member(mapping) + ": " + of(syntax) + place(syntax.getLocation());
    }
    return member(mapping) + " does not have the form that it must have" + place(e.getLocation());
  }

  private static String wrongType(MismatchedInputException e) {
    String rule = member(e) + " must be " + type(e.getTargetType());
    return e instanceof InvalidFormatException format && format.getValue() instanceof String text
        ? rule + ": '" + text + "'"
        : rule;
  }

  /** The member that is wrong, such as {@code split.percent} or {@code variants[2]}. */
  private static String member(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
      }
    }
    return path.length() == 0 ? "it" : path.toString();
  }

  private static String type(Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == double.class || type == Double.class) {
      return "a number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "an integer";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String place(JsonLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : ", at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
