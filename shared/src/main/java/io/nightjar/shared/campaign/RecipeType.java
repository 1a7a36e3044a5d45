package io.nightjar.shared.campaign;

/** What recipes of a kind answer, under Amazon Personalize's names. */
public enum RecipeType {
  /** GetRecommendations for a user. */
  USER_PERSONALIZATION("GetRecommendations"),
  /** GetPersonalizedRanking of the caller's items for a user. */
  PERSONALIZED_RANKING("GetPersonalizedRanking"),
  /** GetRecommendations for an item: what goes with it. */
  RELATED_ITEMS("GetRecommendations"),
  /** GetRecommendations, the same for everybody. */
  POPULAR_ITEMS("GetRecommendations");

  private final String operation;

  RecipeType(String operation) {
    this.operation = operation;
  }

  /** Name of the one operation that campaigns of this type answer. */
  public String operation() {
    return operation;
  }

  /** Whether an answer depends on the user and the context, and needs their embeddings. */
  public boolean isPersonal() {
    return this == USER_PERSONALIZATION || this == PERSONALIZED_RANKING;
  }
}
