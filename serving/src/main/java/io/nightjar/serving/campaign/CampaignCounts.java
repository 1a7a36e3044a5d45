package io.nightjar.serving.campaign;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened to campaigns since the start, by name. Safe for use by many threads. */
public final class CampaignCounts {
  private static final LongAdder NOTHING = new LongAdder();

  private final ConcurrentMap<String, LongAdder> swaps = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, LongAdder> refusals = new ConcurrentHashMap<>();

  private void seen(String campaign) {
    swaps.computeIfAbsent(campaign, name -> new LongAdder());
    refusals.computeIfAbsent(campaign, name -> new LongAdder());
  }

  /** A campaign has a new snapshot, {@code again} if it had one. */
  void served(String campaign, boolean again) {
    seen(campaign);
    if (again) {
      swaps.get(campaign).increment();
    }
  }

  void refused(String campaign) {
    seen(campaign);
    refusals.get(campaign).increment();
  }

  /** Names of the campaigns that have been served or refused. */
  public Set<String> campaigns() {
    return new TreeSet<>(swaps.keySet());
  }

  /** How often what a campaign served was replaced. */
  public long swaps(String campaign) {
    return swaps.getOrDefault(campaign, NOTHING).sum();
  }

  /** How often a campaign was refused, every try counted. */
  public long refusals(String campaign) {
    return refusals.getOrDefault(campaign, NOTHING).sum();
  }
}
