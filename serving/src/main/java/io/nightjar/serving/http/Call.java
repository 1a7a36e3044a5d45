package io.nightjar.serving.http;

import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.observation.Observation;
import io.nightjar.serving.signature.AccessKey;
import io.nightjar.serving.signature.SignedRequest;

/**
 * One request of an operation, however it came to it: by a route of Javalin ({@link RoutedCall}) or
 * straight from the HTTP server ({@link DirectCall}). Used by one thread.
 */
abstract class Call implements SignedRequest {
  private Observation observation;
  private AccessKey caller;

  /**
   * The first value of a header; null when there is none.
   *
   * @param name headers match in any case
   */
  abstract String header(String name);

  /** Under which the reply and the logs speak of it. */
  abstract String requestId();

  /** What is seen of it, for its handler to fill in; null where nobody looks. */
  Observation observation() {
    return observation;
  }

  void observeBy(Observation value) {
    observation = value;
  }

  /** The id of the reply: a fresh one, if the request does not ask for another. */
  RecommendationId recommendationId() {
    RecommendationId id = RecommendationId.of(header(RecommendationId.HEADER));
    observation.id(id);
    return id;
  }

  /** Whose signature it has; null where none is asked for. */
  AccessKey caller() {
    return caller;
  }

  void calledBy(AccessKey value) {
    caller = value;
  }
}
