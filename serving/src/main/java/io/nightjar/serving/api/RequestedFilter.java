package io.nightjar.serving.api;

import java.util.Map;

/**
 * A filter and the values of its placeholders, as a request gives them.
 *
 * @param arn which filter
 * @param values placeholder, without its dollar sign, to the text of its values
 */
public record RequestedFilter(FilterArn arn, Map<String, String> values) {
  /** Copies the values. */
  public RequestedFilter {
    values = Map.copyOf(values);
  }

  /**
   * The filter of a request or of one of its promotions.
   *
   * @param path names the object in messages: empty, or such as {@code promotions[0].}
   * @param filterArn may be null
   * @param filterValues may be null
   * @return null when no filter is asked for
   */
  public static RequestedFilter of(
      String path, String filterArn, Map<String, String> filterValues) {
    Map<String, String> values = filterValues == null ? Map.of() : filterValues;
    MemberRules.requireFilterValues(path + "filterValues", values);
    if (filterArn == null) {
      if (!values.isEmpty()) {
        throw new InvalidInputException(
            path + "filterArn must be given with " + path + "filterValues: it is missing");
      }
      return null;
    }
    return new RequestedFilter(new FilterArn(path + "filterArn", filterArn), values);
  }
}
