package io.nightjar.serving.api;

import java.util.UUID;

/**
 * The id of a list of recommendations, {@code RID-} and a UUID: 40 characters, the most that events
 * may carry. All that is drawn at random for a reply is drawn from its id, so a request that is
 * sent again under the id of its reply gets the same reply, as long as its campaign has the same
 * model.
 *
 * @param uuid what makes it unique
 */
public record RecommendationId(UUID uuid) {
  /** Request header that asks for a reply under a given id. */
  public static final String HEADER = "x-nightjar-recommendation-id";

  private static final String PREFIX = "RID-";

  /** A fresh id. */
  public static RecommendationId fresh() {
    return new RecommendationId(RandomUuids.next());
  }

  /**
   * The id that a request asks for.
   *
   * @param header value of {@link #HEADER}; null for a fresh id
   * @throws InvalidInputException if it is no such id
   */
  public static RecommendationId of(String header) {
    if (header == null) {
      return fresh();
    }
    if (header.startsWith(PREFIX)) {
      try {
        RecommendationId id =
            new RecommendationId(UUID.fromString(header.substring(PREFIX.length())));
        if (id.text().equalsIgnoreCase(header)) {
          return id;
        }
      } catch (IllegalArgumentException e) {
        // Refused below.
      }
    }
    throw new InvalidInputException(
        HEADER + " must be " + PREFIX + " and a UUID: " + Quoted.text(header));
  }

  /** As replies and events have it. */
  public String text() {
    return PREFIX + uuid;
  }

  /** Where draws for this reply begin: both halves of the UUID, combined by exclusive or. */
  public long seed() {
    return uuid.getMostSignificantBits() ^ uuid.getLeastSignificantBits();
  }
}
