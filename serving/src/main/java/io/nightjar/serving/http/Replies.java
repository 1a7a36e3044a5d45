package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.nightjar.serving.api.ErrorBody;
import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends replies, each with the headers that all have. */
public final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final String JSON = "application/json";

  private Replies() {}

  /** Sends a reply, after which a handler has nothing more to do. */
  public static void send(Context context, int status, byte[] body) {
    String requestId = RequestId.of(context);
    context.status(status);
    context.contentType(JSON);
    try {
      // Not as a result, which Javalin would copy through a buffer of 32 KB made for each reply.
      context.outputStream().write(body);
    } catch (IOException e) {
      LOG.debug("the caller of request {} is gone: {}", requestId, e.toString());
    }
  }

  static void sendAnswer(Context context, CampaignSnapshot snapshot, Answer answer, byte[] body) {
    ObservedHandler.of(context).answered(snapshot, answer.source(), answer.items().size());
    names(context, snapshot);
    context.header("x-nightjar-source", answer.source().headerValue());
    send(context, 200, body);
  }

  /** The headers that name the model of a reply and, in a split, its arm. */
  static void names(Context context, CampaignSnapshot snapshot) {
    context.header("x-nightjar-model", snapshot.modelId());
    String arm = snapshot.arm();
    if (arm != null) {
      context.header("x-nightjar-arm", arm);
    }
  }

  static void sendError(Context context, int status, String errorType, String message) {
    context.header("x-amzn-ErrorType", errorType);
    send(context, status, JsonReply.of(new ErrorBody(message)));
  }

  /** The id of the reply to a request: a fresh one, if it does not ask for another. */
  static RecommendationId recommendationId(Context context) {
    RecommendationId id = RecommendationId.of(context.header(RecommendationId.HEADER));
    ObservedHandler.of(context).id(id);
    return id;
  }
}
