package io.nightjar.shared.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run or one of its steps ended. */
public enum RunOutcome {
  /** It is under way, or its process was killed. */
  @JsonProperty("running")
  RUNNING,
  /** It did what it should. */
  @JsonProperty("succeeded")
  SUCCEEDED,
  /** It broke off. */
  @JsonProperty("failed")
  FAILED,
  /** Its model is made, and too bad to be published. */
  @JsonProperty("refused")
  REFUSED
}
