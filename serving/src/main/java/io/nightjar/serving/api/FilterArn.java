package io.nightjar.serving.api;

/**
 * Which filter a request names. The last segment of the ARN is the filter's name; region and
 * account are not looked at.
 *
 * @param member member of the request that carries it, for messages
 * @param text the ARN
 */
public record FilterArn(String member, String text) {
  private static final String PREFIX = "filter/";

  /** Checks length and form. */
  public FilterArn {
    MemberRules.requireArn(member, text, PREFIX);
  }

  /** The last segment, which names the filter. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
