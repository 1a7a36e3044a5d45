package io.nightjar.serving.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.CampaignSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What is served: read from the registry whenever somebody asks. Used by one thread at a time. */
final class CampaignGauges {
  private final MeterRegistry meters;
  private final CampaignRegistry campaigns;
  private final List<OfSnapshots> ofSnapshots = new ArrayList<>();
  private final MultiGauge models;
  private final MultiGauge refused;
  private final Set<String> counted = new HashSet<>();

  private record OfSnapshots(MultiGauge gauge, ToDoubleFunction<CampaignSnapshot> value) {}

  CampaignGauges(MeterRegistry meters, CampaignRegistry campaigns) {
    this.meters = meters;
    this.campaigns = campaigns;
    Gauge.builder("nightjar.ready", campaigns, registry -> registry.view().ready() ? 1 : 0)
        .description("1 when every campaign has a loaded model and there is one, else 0")
        .register(meters);
    add(
        "nightjar.model.age",
        "Time since the training of the served model began",
        "seconds",
        snapshot -> age(snapshot.model().manifest().created()));
    add(
        "nightjar.snapshot.size",
        "Memory for embeddings and precomputed lists, without ids; shared by campaigns of one model",
        "bytes",
        CampaignGauges::bytes);
    add(
        "nightjar.snapshot.users",
        "Users of the served model",
        null,
        snapshot -> snapshot.model().embeddings().users().size());
    add(
        "nightjar.snapshot.items",
        "Items of the served model",
        null,
        snapshot -> snapshot.model().embeddings().items().size());
    add(
        "nightjar.snapshot.variants",
        "Context variants in the table of the served model",
        null,
        snapshot -> snapshot.index().variants());
    models =
        gauge("nightjar.model.info", "1 for each campaign and arm: which model it serves", null);
    refused =
        gauge("nightjar.campaign.refused", "1 for each campaign whose file is refused now", null);
  }

  private MultiGauge gauge(String name, String description, String unit) {
    return MultiGauge.builder(name).description(description).baseUnit(unit).register(meters);
  }

  private void add(
      String name, String description, String unit, ToDoubleFunction<CampaignSnapshot> value) {
    ofSnapshots.add(new OfSnapshots(gauge(name, description, unit), value));
  }

  /** Brings the gauges to what is served now. */
  void refresh() {
    CampaignRegistry.View view = campaigns.view();
    List<CampaignSnapshot> snapshots = view.arms();
    for (OfSnapshots each : ofSnapshots) {
      each.gauge()
          .register(
              snapshots.stream()
                  .map(one -> MultiGauge.Row.of(tags(one), each.value().applyAsDouble(one)))
                  .toList(),
              true);
    }
    models.register(
        snapshots.stream()
            .map(
                one ->
                    MultiGauge.Row.of(
                        tags(one).and("model", one.modelId(), "recipe", one.campaign().recipe()),
                        1))
            .toList(),
        true);
    refused.register(
        view.failures().keySet().stream()
            .map(name -> MultiGauge.Row.of(Tags.of(CampaignMeters.CAMPAIGN, name), 1))
            .toList(),
        true);
    for (String campaign : campaigns.counts().campaigns()) {
      if (counted.add(campaign)) {
        count(campaign);
      }
    }
  }

  /** Once for each campaign: a counter reads its number whenever somebody asks. */
  private void count(String campaign) {
    FunctionCounter.builder(
            "nightjar.swaps", campaigns, registry -> registry.counts().swaps(campaign))
        .description("Times that a campaign's model was replaced while it was served")
        .tag(CampaignMeters.CAMPAIGN, campaign)
        .register(meters);
    FunctionCounter.builder(
            "nightjar.refused.models", campaigns, registry -> registry.counts().refusals(campaign))
        .description("Times that a campaign's file or its model was refused, repetitions included")
        .tag(CampaignMeters.CAMPAIGN, campaign)
        .register(meters);
  }

  private static Tags tags(CampaignSnapshot snapshot) {
    return Tags.of(
        CampaignMeters.CAMPAIGN,
        snapshot.campaign().campaign(),
        CampaignMeters.ARM,
        CampaignMeters.label(snapshot.arm()));
  }

  private static double age(String created) {
    return Duration.between(Instant.parse(created), Instant.now()).toMillis() / 1e3;
  }

  /** By the rule in operations.md: items are held twice, once packed for scoring. */
  private static double bytes(CampaignSnapshot snapshot) {
    double users = snapshot.model().embeddings().users().size();
    double items = snapshot.model().embeddings().items().size();
    double dimension = snapshot.model().manifest().dimension();
    double lists = snapshot.index().rows();
    return (users + 2 * items) * dimension * Float.BYTES
        + lists * (snapshot.model().manifest().topN() * 8.0 + 8);
  }
}
