package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.CallerRefusedException;
import io.nightjar.serving.api.CallerRefusedException.Reason;
import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.signature.AccessKey;
import io.nightjar.serving.signature.SignatureVerifier;

/** Who calls, and what the caller may ask. Without a verifier everybody may ask everything. */
final class Callers {
  private static final String CALLER = "nightjar.caller";

  private final SignatureVerifier verifier;

  /** Lets only those in whom a verifier knows; null for all. */
  Callers(SignatureVerifier verifier) {
    this.verifier = verifier;
  }

  /** Whether requests must be signed. */
  boolean mustSign() {
    return verifier != null;
  }

  /** A handler of a signed operation: it is asked after the signature was verified. */
  Handler signed(Handler operation) {
    if (verifier == null) {
      return operation;
    }
    return context -> {
      context.attribute(CALLER, verifier.verify(new ArrivedRequest(context)));
      operation.handle(context);
    };
  }

  /** Refuses a caller whose access key is for other campaigns. */
  static void requireCampaign(Context context, CampaignArn arn, String operation) {
    AccessKey caller = context.attribute(CALLER);
    if (caller != null && !caller.mayAsk(arn.name())) {
      throw new CallerRefusedException(
          Reason.ACCESS_DENIED,
          "User: %s is not authorized to perform: personalize:%s on resource: %s"
              .formatted(caller.id(), operation, arn.text()));
    }
  }
}
