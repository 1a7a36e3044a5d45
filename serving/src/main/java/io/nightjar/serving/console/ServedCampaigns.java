package io.nightjar.serving.console;

import io.javalin.http.Context;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.api.ResourceNotFoundException;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.campaign.CatalogueLikeness;
import io.nightjar.serving.campaign.ServedModel;
import io.nightjar.serving.campaign.UserAttributes;
import io.nightjar.shared.model.EmbeddingModel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The campaigns that requests of the console name, and what only people ask of their models: read
 * when first asked for, gone with the model. Safe for use by many threads.
 */
final class ServedCampaigns {
  /** Numbers of embeddings above which items are not compared: 256 MB in memory. */
  private static final long MOST_NUMBERS = 1L << 26;

  private final CampaignRegistry registry;
  private final Path store;
  private final Map<ServedModel, Extras> extras = Collections.synchronizedMap(new WeakHashMap<>());

  private static final class Extras {
    private CatalogueLikeness likeness;
    private UserAttributes attributes;
  }

  ServedCampaigns(CampaignRegistry registry, Path store) {
    this.registry = registry;
    this.store = store;
  }

  /** The snapshot of the campaign in the path. */
  CampaignSnapshot of(Context context) {
    String name = context.pathParam("campaign");
    CampaignSnapshot snapshot = registry.snapshot(name);
    if (snapshot == null) {
      throw new ResourceNotFoundException("Campaign " + Quoted.shortened(name) + " is not served");
    }
    return snapshot;
  }

  /** Titles of the items of a snapshot. */
  ItemTitles titles(CampaignSnapshot snapshot) {
    snapshot.model().metadata().load();
    return new ItemTitles(snapshot.model().metadata());
  }

  /** How alike the items of a model are; null where nothing was learnt that says so. */
  CatalogueLikeness likeness(CampaignSnapshot snapshot) {
    ServedModel model = snapshot.model();
    if (model.manifest().dimension() < 2) {
      return null;
    }
    EmbeddingModel embeddings = model.embeddings();
    long numbers = (long) embeddings.items().size() * model.manifest().dimension();
    if (numbers > MOST_NUMBERS) {
      throw new InvalidInputException(
          "items can be compared here up to %,d numbers of embeddings: model %s has %,d"
              .formatted(MOST_NUMBERS, snapshot.modelId(), numbers));
    }
    Extras of = extras(model);
    synchronized (of) {
      if (of.likeness == null) {
        of.likeness = CatalogueLikeness.load(store, snapshot.modelId(), embeddings.items());
      }
      return of.likeness;
    }
  }

  /** What the Users data set says of users. */
  UserAttributes attributes(CampaignSnapshot snapshot) {
    Extras of = extras(snapshot.model());
    synchronized (of) {
      if (of.attributes == null) {
        of.attributes =
            UserAttributes.load(store, snapshot.modelId(), snapshot.model().embeddings().users());
      }
      return of.attributes;
    }
  }

  private Extras extras(ServedModel model) {
    return extras.computeIfAbsent(model, key -> new Extras());
  }
}
