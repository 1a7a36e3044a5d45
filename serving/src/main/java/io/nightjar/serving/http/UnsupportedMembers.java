package io.nightjar.serving.http;

import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.RankingRequest;
import io.nightjar.serving.api.RecommendationsRequest;

/**
 * Members of Amazon's API that change an answer and that this server does not act on yet: they are
 * checked as all others, then refused, rather than answered as if they had not been given.
 */
final class UnsupportedMembers {
  private UnsupportedMembers() {}

  static void refuse(RecommendationsRequest request) {
    refuse("metadataColumns", request.metadataColumns() != null);
  }

  static void refuse(RankingRequest request) {
    refuse("metadataColumns", request.metadataColumns() != null);
  }

  private static void refuse(String member, boolean given) {
    if (given) {
      throw new InvalidInputException(member + " is not supported yet: leave it out");
    }
  }
}
