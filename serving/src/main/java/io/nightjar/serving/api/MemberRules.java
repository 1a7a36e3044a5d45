package io.nightjar.serving.api;

import java.util.Map;
import java.util.regex.Pattern;

/** The rules that members of several requests share. Lengths count Unicode characters. */
final class MemberRules {
  private static final int ID_LENGTH = 256;
  private static final int CONTEXT_ENTRIES = 150;
  private static final int CONTEXT_KEY_LENGTH = 150;
  private static final int CONTEXT_VALUE_LENGTH = 1000;
  private static final Pattern CONTEXT_KEY = Pattern.compile("[A-Za-z\\d_]+");

  private MemberRules() {}

  static void requireGiven(String member, Object value) {
    if (value == null) {
      throw new InvalidInputException(member + " must be given: it is missing");
    }
  }

  static void requireUserId(String userId) {
    requireGiven("userId", userId);
    if (userId.isEmpty()) {
      throw new InvalidInputException("userId must not be empty: ''");
    }
    requireId("userId", userId);
  }

  static void requireId(String member, String id) {
    requireLength(member, id, ID_LENGTH);
  }

  static void requireLength(String member, String text, int maximum) {
    if (Quoted.isBroken(text)) {
      throw new InvalidInputException(
          member + " must be valid Unicode: " + Quoted.text(text) + " has half a surrogate pair");
    }
    int length = text.codePointCount(0, text.length());
    if (length > maximum) {
      throw new InvalidInputException(
          member
              + " must not be longer than "
              + maximum
              + " characters: "
              + Quoted.text(text)
              + " has "
              + length);
    }
  }

  static void requireContext(Map<String, String> context) {
    if (context.size() > CONTEXT_ENTRIES) {
      throw new InvalidInputException(
          "context must not have more than " + CONTEXT_ENTRIES + " entries: " + context.size());
    }
    context.forEach(
        (key, value) -> {
          requireLength("a key of context", key, CONTEXT_KEY_LENGTH);
          if (!CONTEXT_KEY.matcher(key).matches()) {
            throw new InvalidInputException(
                "a key of context must be letters, digits and '_': " + Quoted.text(key));
          }
          requireLength("context." + key, value, CONTEXT_VALUE_LENGTH);
        });
  }
}
