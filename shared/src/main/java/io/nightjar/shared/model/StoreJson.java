package io.nightjar.shared.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How the small JSON files of a store are read and written: indented, sorted maps as given. */
public final class StoreJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StoreJson() {}

  /** Text of a record. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /**
   * Reads a record.
   *
   * @param path names the file in the message of a failure
   * @throws ModelFormatException if the text is not JSON or breaks a rule of the record
   */
  public static <T> T read(String path, String text, Class<T> type) {
    if (text.isBlank()) {
      throw new ModelFormatException(path, "must hold a JSON object: it is empty");
    }
    T value;
    try {
      value = MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(path, "is damaged: " + JsonProblem.ofRecord(e), e);
    }
    if (value == null) {
      throw new ModelFormatException(path, "must hold a JSON object: null");
    }
    return value;
  }
}
