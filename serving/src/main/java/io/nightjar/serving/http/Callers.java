package io.nightjar.serving.http;

import io.nightjar.serving.api.CallerRefusedException;
import io.nightjar.serving.api.CallerRefusedException.Reason;
import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.signature.AccessKey;
import io.nightjar.serving.signature.SignatureVerifier;

/** Who calls, and what the caller may ask. Without a verifier everybody may ask everything. */
final class Callers {
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
  OperationHandler signed(OperationHandler operation) {
    if (verifier == null) {
      return operation;
    }
    return call -> {
      call.calledBy(verifier.verify(call));
      return operation.answer(call);
    };
  }

  /** Refuses a caller whose access key is for other campaigns. */
  static void requireCampaign(Call call, CampaignArn arn, String operation) {
    AccessKey caller = call.caller();
    if (caller != null && !caller.mayAsk(arn.name())) {
      throw new CallerRefusedException(
          Reason.ACCESS_DENIED,
          "User: %s is not authorized to perform: personalize:%s on resource: %s"
              .formatted(caller.id(), operation, arn.text()));
    }
  }
}
