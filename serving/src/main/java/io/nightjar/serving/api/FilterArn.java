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

  /** Names the object that has the filter, for messages: empty for the request itself. */
  public String path() {
    return member.substring(0, member.lastIndexOf('.') + 1);
  }

  /** The last segment, which names the filter. */
  public String name() {
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
