package io.nightjar.serving.api;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules that members of several requests share. Lengths count Unicode characters. */
final class MemberRules {
  private static final int ID_LENGTH = 256;
  private static final int CONTEXT_ENTRIES = 150;
  private static final int CONTEXT_KEY_LENGTH = 150;
  private static final int CONTEXT_VALUE_LENGTH = 1000;
  private static final int ARN_LENGTH = 256;
  private static final int FILTER_VALUES = 25;
  private static final int FILTER_KEY_LENGTH = 50;
  private static final int FILTER_VALUE_LENGTH = 1000;
  private static final int NAME_LENGTH = 63;
  private static final Pattern KEY = Pattern.compile("[A-Za-z\\d_]+");
  private static final Pattern ARN = Pattern.compile("arn:([a-z\\d-]+):personalize:.*:.*:.+");

  /** What nearly all ARNs look like; the pattern takes ten times as long. */
  private static final String USUAL_ARN = "arn:aws:personalize:";

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9\\-_]*");

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

  /** Each element of a list is an id; the member is named only where one is not. */
  static void requireIds(String member, List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      if (!isSurelyShort(ids.get(i), ID_LENGTH)) {
        requireId(member + "[" + i + "]", ids.get(i));
      }
    }
  }

  /** Whether a text is known to obey the rule of lengths without a closer look. */
  private static boolean isSurelyShort(String text, int maximum) {
    if (text.length() > maximum) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static void requireLength(String member, String text, int maximum) {
    if (isSurelyShort(text, maximum)) {
      return;
    }
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

  /** An ARN whose last part begins with {@code prefix}, such as {@code campaign/}. */
  static void requireArn(String member, String text, String prefix) {
    requireLength(member, text, ARN_LENGTH);
    String resource = text.substring(text.lastIndexOf(':') + 1);
    if (!isArn(text) || !resource.startsWith(prefix) || resource.length() == prefix.length()) {
      throw new InvalidInputException(
          "%s must look like arn:aws:personalize:REGION:ACCOUNT:%sNAME: %s"
              .formatted(member, prefix, Quoted.text(text)));
    }
  }

  private static boolean isArn(String text) {
    if (!text.startsWith(USUAL_ARN)) {
      return ARN.matcher(text).matches();
    }
    int account = text.indexOf(':', USUAL_ARN.length());
    int resource = account < 0 ? -1 : text.indexOf(':', account + 1);
    boolean usual = resource >= 0 && resource + 1 < text.length() && isPrintableAscii(text);
    return usual || ARN.matcher(text).matches();
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** A name as Personalize's resources have. */
  static void requireName(String member, String name) {
    requireLength(member, name, NAME_LENGTH);
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          member
              + " must be letters, digits, '-' and '_', starting with a letter or digit: "
              + Quoted.text(name));
    }
  }

  static void requireContext(Map<String, String> context) {
    requireMap("context", context, CONTEXT_ENTRIES, CONTEXT_KEY_LENGTH, CONTEXT_VALUE_LENGTH);
  }

  static void requireFilterValues(String member, Map<String, String> values) {
    requireMap(member, values, FILTER_VALUES, FILTER_KEY_LENGTH, FILTER_VALUE_LENGTH);
  }

  private static void requireMap(
      String member, Map<String, String> map, int entries, int keyLength, int valueLength) {
    if (map.size() > entries) {
      throw new InvalidInputException(
          member + " must not have more than " + entries + " entries: " + map.size());
    }
    map.forEach(
        (key, value) -> {
          requireLength("a key of " + member, key, keyLength);
          if (!KEY.matcher(key).matches()) {
            throw new InvalidInputException(
                "a key of " + member + " must be letters, digits and '_': " + Quoted.text(key));
          }
          requireLength(member + "." + key, value, valueLength);
        });
  }
}
