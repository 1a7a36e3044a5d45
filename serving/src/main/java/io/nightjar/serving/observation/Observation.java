package io.nightjar.serving.observation;

import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import java.util.List;

/**
 * What is known of one request so far; its handler fills it in. Used by one thread at a time.
 *
 * <p>It never has the request's body, nor anything of its headers but the id that a list of items
 * shall have.
 */
public final class Observation {
  private final Operation operation;
  private final String requestId;
  private final long start = System.nanoTime();
  private RecommendationId id;
  private String campaign;
  private CampaignSnapshot snapshot;
  private Answer.Source source;
  private int results;
  private List<String> shown = List.of();
  private double[] probabilities = {};

  /**
   * Of a request that arrives now.
   *
   * @param requestId under which its reply and the log speak of it
   */
  public Observation(Operation operation, String requestId) {
    this.operation = operation;
    this.requestId = requestId;
  }

  /** The id of the list that the reply has. */
  public void id(RecommendationId value) {
    id = value;
  }

  /** The name of the campaign that is asked, which need not exist. */
  public void asks(String campaignName) {
    campaign = campaignName;
  }

  /**
   * The answer.
   *
   * @param by what answered
   * @param from how it was found
   * @param items how many items it has
   */
  public void answered(CampaignSnapshot by, Answer.Source from, int items) {
    snapshot = by;
    source = from;
    results = items;
  }

  /**
   * What was shown by chance, for the log: each item with the probability that it was.
   *
   * @param items in the order of the reply
   * @param chances the probability of each, given the request
   */
  public void shown(List<String> items, double[] chances) {
    if (items.size() != chances.length) {
      throw new IllegalArgumentException(
          "chances must be as many as items: %d, not %d".formatted(chances.length, items.size()));
    }
    shown = List.copyOf(items);
    probabilities = chances.clone();
  }

  Operation operation() {
    return operation;
  }

  String requestId() {
    return requestId;
  }

  long start() {
    return start;
  }

  RecommendationId id() {
    return id;
  }

  /** Null while the request has not been understood. */
  String campaign() {
    return campaign;
  }

  /** Null unless there is an answer. */
  CampaignSnapshot snapshot() {
    return snapshot;
  }

  /** Null unless there is an answer. */
  Answer.Source source() {
    return source;
  }

  /** Null unless there is an answer, of a campaign with a split. */
  String arm() {
    return snapshot == null ? null : snapshot.arm();
  }

  int results() {
    return results;
  }

  List<String> shown() {
    return shown;
  }

  double probability(int position) {
    return probabilities[position];
  }
}
