package io.nightjar.serving.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The campaigns being served, and those refused, by name. Safe for use by many threads: readers
 * never wait, and one thread writes.
 */
public final class CampaignRegistry {
  /**
   * One consistent view of the registry.
   *
   * @param scanned whether the store has been looked at since the server started
   * @param snapshots what is served
   * @param failures which campaign files were refused; the campaign may still be served from an
   *     older snapshot
   */
  public record View(
      boolean scanned,
      SortedMap<String, CampaignSnapshot> snapshots,
      SortedMap<String, CampaignFailure> failures) {

    /** All snapshots, those of the shares of splits included. */
    public List<CampaignSnapshot> arms() {
      List<CampaignSnapshot> arms = new ArrayList<>();
      for (CampaignSnapshot snapshot : snapshots.values()) {
        arms.add(snapshot);
        if (snapshot.other() != null) {
          arms.add(snapshot.other());
        }
      }
      return arms;
    }

    /**
     * Whether there is a campaign and every campaign has a loaded model. A campaign whose newest
     * model was refused stays ready with the one before: taking every replica out of a load
     * balancer because of one bad publication would turn a stale answer into none.
     */
    public boolean ready() {
      return scanned && !snapshots.isEmpty() && snapshots.keySet().containsAll(failures.keySet());
    }
  }

  private volatile View view =
      new View(false, Collections.emptySortedMap(), Collections.emptySortedMap());

  private volatile String storeFailure;

  private final CampaignCounts counts = new CampaignCounts();
  private final FilterRegistry filters = new FilterRegistry();

  /** The filters of the same store. */
  public FilterRegistry filters() {
    return filters;
  }

  /** How often campaigns were swapped and refused. */
  public CampaignCounts counts() {
    return counts;
  }

  /** Why the store cannot be looked at; null when it can. What is served stays served. */
  public String storeFailure() {
    return storeFailure;
  }

  void storeLooked(String failure) {
    storeFailure = failure;
  }

  /** What is served and what is refused, at this moment. */
  public View view() {
    return view;
  }

  /** The snapshot of a campaign; null when it is not served. */
  public CampaignSnapshot snapshot(String campaign) {
    return view.snapshots().get(campaign);
  }

  void serve(String campaign, CampaignSnapshot snapshot) {
    View now = view;
    if (snapshot != null) {
      counts.served(campaign, now.snapshots().containsKey(campaign));
    }
    view =
        new View(
            now.scanned(),
            with(now.snapshots(), campaign, snapshot),
            with(now.failures(), campaign, null));
  }

  void refuse(CampaignFailure failure) {
    View now = view;
    counts.refused(failure.campaign());
    view =
        new View(now.scanned(), now.snapshots(), with(now.failures(), failure.campaign(), failure));
  }

  void drop(String campaign) {
    serve(campaign, null);
  }

  void scanned() {
    View now = view;
    view = new View(true, now.snapshots(), now.failures());
  }

  private static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
    TreeMap<String, V> copy = new TreeMap<>(map);
    if (value == null) {
      copy.remove(key);
    } else {
      copy.put(key, value);
    }
    return Collections.unmodifiableSortedMap(copy);
  }
}
