package io.nightjar.serving.campaign;

import io.nightjar.serving.cache.TableCache;
import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.RecommendationIndex;
import io.nightjar.serving.parquet.Pace;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the snapshot of a campaign file: everything that it names is loaded, verified and warmed
 * aside. What a campaign that is served has loaded already is shared. Not thread-safe.
 */
final class SnapshotLoader {
  private final Path store;
  private final CampaignRegistry registry;
  private final FilterReloader filters;
  private final TableCache cache;
  private final WarmUp warmUp = new WarmUp();

  SnapshotLoader(Path store, CampaignRegistry registry, FilterReloader filters, TableCache cache) {
    this.cache = cache;
    this.store = store;
    this.registry = registry;
    this.filters = filters;
  }

  /**
   * The snapshot of a campaign, with that of its split: either both can serve, or nothing is.
   *
   * @throws io.nightjar.shared.model.ModelFormatException naming the file that breaks a rule
   */
  CampaignSnapshot load(CampaignManifest manifest) {
    List<CampaignSnapshot> loaded = registry.view().arms();
    CampaignSnapshot snapshot = load(manifest, manifest.model(), loaded);
    if (manifest.split() == null) {
      return snapshot;
    }
    List<CampaignSnapshot> more = new ArrayList<>(loaded);
    more.add(snapshot);
    return snapshot.with(load(manifest, manifest.split().model(), more));
  }

  private CampaignSnapshot load(
      CampaignManifest manifest, String modelId, List<CampaignSnapshot> loaded) {
    ModelFiles files = ModelFiles.open(store, modelId, pace());
    Recipe recipe = Recipe.of(manifest.recipe());
    boolean personal = recipe.type().isPersonal();
    ServedModel model = loadedModel(files.manifest(), personal, loaded);
    if (personal) {
      warmUp.begin(files.manifest().dimension());
    }
    ModelLoader loader = new ModelLoader(cache);
    if (model == null) {
      model = personal ? loader.load(files) : ModelLoader.loadIds(files);
      filters.prepare(model);
    }
    if (manifest.offersMetadata()) {
      model.metadata().load();
    }
    RecommendationIndex index = RecommendationIndex.empty();
    ItemLists lists = ItemLists.NONE;
    if (!personal) {
      lists = ItemListsLoader.load(files, model.embeddings().items(), recipe);
      if (lists.similarity() != null) {
        warmUp.run(lists.similarity());
      }
    } else if (recipe == Recipe.USER_PERSONALIZATION) {
      index = loadedIndex(model, loaded);
      if (index == null) {
        index = loader.loadIndex(files, model);
      }
    }
    if (personal) {
      warmUp.await();
    }
    CampaignExploration exploration =
        manifest.explores()
            ? CampaignExploration.load(
                files, model.embeddings().items(), manifest.itemExplorationConfig())
            : null;
    return new CampaignSnapshot(manifest, model, index, lists, exploration, null);
  }

  /** All that there is while nothing is served; then there are requests to answer. */
  private Pace pace() {
    return registry.view().snapshots().isEmpty() ? Pace.full() : Pace.besideRequests();
  }

  /** A loaded model with the same files, so that campaigns share it; null when there is none. */
  private static ServedModel loadedModel(
      ModelManifest manifest, boolean personal, List<CampaignSnapshot> loaded) {
    for (CampaignSnapshot snapshot : loaded) {
      ModelManifest other = snapshot.model().manifest();
      if (other.model().equals(manifest.model())
          && other.files().equals(manifest.files())
          && other.variants().equals(manifest.variants())
          && (snapshot.model().isPersonal() || !personal)) {
        return snapshot.model();
      }
    }
    return null;
  }

  private static RecommendationIndex loadedIndex(ServedModel model, List<CampaignSnapshot> loaded) {
    for (CampaignSnapshot snapshot : loaded) {
      if (snapshot.model().embeddings() == model.embeddings()
          && snapshot.recipe() == Recipe.USER_PERSONALIZATION) {
        return snapshot.index();
      }
    }
    return null;
  }
}
