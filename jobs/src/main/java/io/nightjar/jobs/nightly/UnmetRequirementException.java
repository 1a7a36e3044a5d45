package io.nightjar.jobs.nightly;

import java.util.List;

/**
 * The night's model is not good enough to be published: every campaign stays as it was. The message
 * says which requirements failed, with the figures.
 */
public final class UnmetRequirementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String summary;

  UnmetRequirementException(String model, String kept, List<String> failures, String summary) {
    super(
        "model %s is not published, %s; not met: %s"
            .formatted(model, kept, String.join("; ", failures)));
    this.summary = summary;
  }

  /** What the night did, and the metrics, as text. */
  public String summary() {
    return summary;
  }
}
