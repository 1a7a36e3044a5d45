package io.nightjar.serving.http;

import io.nightjar.serving.api.InvalidInputException;
import java.util.Set;

/** Members of Amazon's API that change an answer and that this server does not act on yet. */
enum UnsupportedMembers {
  OF_RECOMMENDATIONS(Set.of("filterArn", "filterValues", "metadataColumns", "promotions")),
  OF_RANKING(Set.of("filterArn", "filterValues", "metadataColumns"));

  private final Set<String> members;

  UnsupportedMembers(Set<String> members) {
    this.members = members;
  }

  /** Refuses such a member, rather than answer as if it had not been given. */
  void refuse(String member) {
    if (members.contains(member)) {
      throw new InvalidInputException(member + " is not supported yet: leave it out");
    }
  }
}
