package io.nightjar.serving.observation;

/** The operations that are observed, under the names that Amazon's monitoring gives them. */
public enum Operation {
  GET_RECOMMENDATIONS(
      "GetRecommendations", "get.recommendations", "get.recommendations", "/recommendations"),
  GET_PERSONALIZED_RANKING(
      "GetPersonalizedRanking",
      "get.personalized.ranking",
      "get.personalized.ranking.requests",
      "/personalize-ranking");

  private final String operationName;
  private final String prefix;
  private final String requests;
  private final String path;

  Operation(String operationName, String prefix, String requests, String path) {
    this.operationName = operationName;
    this.prefix = prefix;
    this.requests = requests;
    this.path = path;
  }

  /** Amazon's name. */
  public String operationName() {
    return operationName;
  }

  /** Where callers find it. */
  public String path() {
    return path;
  }

  /** What the names of its meters begin with. */
  String prefix() {
    return prefix;
  }

  /** Name of the counter of its requests: Amazon is not regular here. */
  String requests() {
    return requests;
  }
}
