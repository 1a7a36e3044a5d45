package io.nightjar.serving.observation;

/**
 * Where the request log goes.
 *
 * @param target a file, or {@code -} for standard output; null for no log
 * @param sample which share of the requests is logged, more than 0, at most 1
 */
public record RequestLogConfig(String target, double sample) {
  /** No log. */
  public static final RequestLogConfig OFF = new RequestLogConfig(null, 1);

  /** Stands for standard output. */
  static final String STANDARD_OUTPUT = "-";

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the setting that breaks a rule
   */
  public RequestLogConfig {
    if (target != null && target.isBlank()) {
      throw new IllegalArgumentException("request-log must name a file or be -: '" + target + "'");
    }
    if (!(sample > 0 && sample <= 1)) {
      throw new IllegalArgumentException(
          "request-log-sample must be more than 0 and at most 1: " + sample);
    }
  }

  /** Whether requests are logged. */
  public boolean isOn() {
    return target != null;
  }
}
