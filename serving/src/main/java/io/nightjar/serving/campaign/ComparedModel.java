package io.nightjar.serving.campaign;

import io.nightjar.serving.cache.CacheConfig;
import io.nightjar.serving.cache.TableCache;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.campaign.RecipeNeeds;
import io.nightjar.shared.campaign.UnservableModelException;
import io.nightjar.shared.model.ModelManifest;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One model of the store beside what is served, so that people can compare the two. It is loaded
 * when it is first asked for, gives way to the next, and is given back some minutes after the last
 * question. Safe for use by many threads; while it loads, the others who compare wait.
 */
public final class ComparedModel {
  private static final long KEPT_MINUTES = 10;

  private final Path store;
  private final CampaignRegistry served;
  private CampaignRegistry aside;
  private String campaign;
  private String model;
  private long questions;

  /** Nothing yet. */
  public ComparedModel(Path store, CampaignRegistry served) {
    this.store = store;
    this.served = served;
  }

  /**
   * A registry in which a campaign serves another model, and that has nothing else.
   *
   * @throws UnservableModelException if the campaign is not served, the model cannot serve it, or
   *     there is not enough memory for both
   * @throws io.nightjar.shared.model.ModelFormatException if the model does not verify
   */
  public synchronized CampaignRegistry of(String campaign, String model) {
    if (aside == null || !campaign.equals(this.campaign) || !model.equals(this.model)) {
      aside = null;
      aside = load(campaign, model);
      this.campaign = campaign;
      this.model = model;
    }
    long question = ++questions;
    CompletableFuture.delayedExecutor(KEPT_MINUTES, TimeUnit.MINUTES)
        .execute(() -> giveBackAfter(question));
    return aside;
  }

  private synchronized void giveBackAfter(long question) {
    if (questions == question) {
      aside = null;
    }
  }

  private CampaignRegistry load(String campaign, String model) {
    CampaignSnapshot now = served.snapshot(campaign);
    if (now == null) {
      throw new UnservableModelException("campaign " + campaign + " is not served");
    }
    ModelManifest manifest = ModelFiles.open(store, model).manifest();
    RecipeNeeds.require(Recipe.of(now.campaign().recipe()), manifest);
    requireMemory(manifest);
    CampaignRegistry registry = new CampaignRegistry();
    SnapshotLoader loader =
        new SnapshotLoader(
            store,
            served,
            new FilterReloader(store, registry.filters()),
            new TableCache(CacheConfig.none()));
    CampaignManifest other =
        new CampaignManifest(campaign, now.campaign().recipe(), model, null, null);
    registry.serve(campaign, loader.load(other));
    registry.scanned();
    return registry;
  }

  private static void requireMemory(ModelManifest manifest) {
    long bytes = manifest.files().values().stream().mapToLong(ModelManifest.FileEntry::size).sum();
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory() + directBytes();
    long free = runtime.maxMemory() - used;
    if (bytes > free / 2) {
      throw new UnservableModelException(
          ("model %s cannot be compared here: its files have %,d MB, and of what -Xmx allows"
                  + " %,d MB are free")
              .formatted(manifest.model(), bytes >> 20, free >> 20));
    }
  }

  /** What tables take outside the heap, mapped files left aside. */
  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
