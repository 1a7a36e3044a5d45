package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.nightjar.serving.api.Quoted;

/**
 * Operations of Amazon's control plane, such as ListCampaigns, which are not there. Their protocol,
 * JSON 1.1, names the operation in a header and the error in the body.
 */
final class ControlPlane {
  /** Has the operation, as in {@code AmazonPersonalize.ListCampaigns}. */
  static final String TARGET = "X-Amz-Target";

  private static final String ERROR = "UnknownOperationException";

  private ControlPlane() {}

  static void refuse(Context context, String target) {
    String operation = target.substring(target.lastIndexOf('.') + 1);
    context.header(ErrorReplies.TYPE, ERROR);
    Replies.send(
        context,
        404,
        JsonReply.object(
            json -> {
              json.writeStringField("__type", ERROR);
              json.writeStringField(
                  "message",
                  "The operation must be one of the runtime API, others are commands here"
                      + " (docs/compatibility.md): "
                      + Quoted.shortened(operation));
            }));
  }
}
