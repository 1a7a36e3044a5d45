package io.nightjar.serving.api;

/** Who calls is not known, cannot prove it, or may not do this. */
public final class CallerRefusedException extends PersonalizeException {
  private static final long serialVersionUID = 1L;

  /** Amazon's errors about the caller. */
  public enum Reason {
    /** The access key may not ask this campaign. */
    ACCESS_DENIED(400, "AccessDeniedException"),
    /** A part of the signature is missing or has the wrong form. */
    INCOMPLETE_SIGNATURE(400, "IncompleteSignature"),
    /** The signature is not that of the request and the secret. */
    INVALID_SIGNATURE(403, "InvalidSignatureException"),
    /** The access key, or its session token, is not known. */
    INVALID_CLIENT_TOKEN_ID(403, "InvalidClientTokenId"),
    /** The request is not signed. */
    MISSING_AUTHENTICATION_TOKEN(403, "MissingAuthenticationToken"),
    /** The request was signed too long ago, or will be in the future. */
    REQUEST_EXPIRED(400, "RequestExpired");

    private final int status;
    private final String errorType;

    Reason(int status, String errorType) {
      this.status = status;
      this.errorType = errorType;
    }
  }

  private final Reason reason;

  /** Says what is wrong, in the caller's words. */
  public CallerRefusedException(Reason reason, String message) {
    super(reason.status, reason.errorType, message);
    this.reason = reason;
  }

  /** Which of Amazon's errors it is. */
  public Reason reason() {
    return reason;
  }
}
