package io.nightjar.serving.load;

/** Why a request was turned away. */
public enum ShedReason {
  /** As many as may wait were waiting, or it had waited for too long. */
  OVERLOAD("overload"),
  /** Its campaign has answered as many in this second as it may. */
  RATE("rate"),
  /** Bodies fill the memory that they may have. */
  BODIES("bodies"),
  /** It did not arrive in time. */
  SLOW("slow");

  private final String text;

  ShedReason(String text) {
    this.text = text;
  }

  /** As metrics and logs name it. */
  public String text() {
    return text;
  }
}
