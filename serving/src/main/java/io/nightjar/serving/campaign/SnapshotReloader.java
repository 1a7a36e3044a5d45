package io.nightjar.serving.campaign;

import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.RecommendationIndex;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the filter and campaign files of a store again and again, and swaps in what they name.
 *
 * <p>Everything is loaded and verified aside, on one thread of its own. What is broken is refused:
 * logged once for each distinct reason, counted, tried again when its file changes and after a
 * while; the campaign goes on with what it had. A campaign whose file is gone is dropped. A store
 * that cannot be listed changes nothing.
 */
public final class SnapshotReloader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotReloader.class);
  private static final String SUFFIX = ".json";

  private final Path store;
  private final CampaignRegistry registry;
  private final FilterReloader filters;
  private final Duration interval;
  private final Duration retryInterval;
  private final Map<String, Seen> seen = new HashMap<>();
  private final CountDownLatch firstScan = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private String listingFailure;

  /** The text of a campaign file when it was last tried, and when it may be tried again. */
  private record Seen(String text, boolean served, long triedAt) {}

  /**
   * A reloader that does nothing until {@link #start}.
   *
   * @param store root of the store
   * @param registry receives what is loaded
   * @param interval time between two looks
   * @param retryInterval time after which a refused file is tried again although it is the same
   */
  public SnapshotReloader(
      Path store, CampaignRegistry registry, Duration interval, Duration retryInterval) {
    this.store = store;
    this.registry = registry;
    this.filters = new FilterReloader(store, registry.filters());
    this.interval = interval;
    this.retryInterval = retryInterval;
    this.thread = new Thread(this::run, "snapshot-reloader");
    this.thread.setDaemon(true);
  }

  /** Begins to look, on a thread of its own. */
  public void start() {
    thread.start();
  }

  /** Waits until every campaign file has been tried once. */
  public void awaitFirstScan() throws InterruptedException {
    firstScan.await();
  }

  private void run() {
    try {
      do {
        scan();
        firstScan.countDown();
      } while (!stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks once. */
  void scan() {
    filters.scan(registry.view().snapshots().values());
    SortedMap<String, Path> files = list();
    if (files != null) {
      files.forEach(this::look);
      dropAllBut(files.keySet());
    }
    registry.scanned();
  }

  private void dropAllBut(Set<String> campaigns) {
    Set<String> gone = new TreeSet<>(registry.view().snapshots().keySet());
    gone.addAll(registry.view().failures().keySet());
    gone.removeAll(campaigns);
    for (String campaign : gone) {
      seen.remove(campaign);
      registry.drop(campaign);
      LOG.info("campaign {}: its file is gone, no longer served", campaign);
    }
  }

  /** Campaign files by name; null when the folder cannot be listed. */
  private SortedMap<String, Path> list() {
    SortedMap<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(store.resolve(ModelLayout.CAMPAIGNS), "*" + SUFFIX)) {
      for (Path entry : entries) {
        String file = entry.getFileName().toString();
        if (!file.startsWith(".")) {
          files.put(file.substring(0, file.length() - SUFFIX.length()), entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      String failure = e.toString();
      if (!failure.equals(listingFailure)) {
        LOG.warn("campaigns cannot be listed, serving what is loaded: {}", failure);
      }
      listingFailure = failure;
      return null;
    }
    listingFailure = null;
    return files;
  }

  private void look(String campaign, Path file) {
    String text = null;
    try {
      text = ModelFiles.readText(file);
      if (isSettled(seen.get(campaign), text)) {
        return;
      }
      load(campaign, file, text);
      seen.put(campaign, new Seen(text, true, System.nanoTime()));
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      seen.put(campaign, new Seen(text, false, System.nanoTime()));
      refuse(campaign, e);
    }
  }

  private boolean isSettled(Seen last, String text) {
    return last != null
        && text.equals(last.text())
        && (last.served() || System.nanoTime() - last.triedAt() < retryInterval.toNanos());
  }

  private void load(String campaign, Path file, String text) {
    long start = System.nanoTime();
    CampaignManifest manifest = CampaignManifest.parse(file.toString(), text);
    if (!manifest.campaign().equals(campaign)) {
      throw new ModelFormatException(
          file.toString(), "must be of campaign " + campaign + ": " + manifest.campaign());
    }
    ModelFiles files = ModelFiles.open(store, manifest.model());
    Recipe recipe = Recipe.of(manifest.recipe());
    boolean personal = recipe.type().isPersonal();
    ServedModel model = loadedModel(files.manifest(), personal);
    if (model == null) {
      model = personal ? ModelLoader.load(files) : ModelLoader.loadIds(files);
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
        WarmUp.run(lists.similarity());
      }
    } else if (recipe == Recipe.USER_PERSONALIZATION) {
      index = loadedIndex(model);
      if (index == null) {
        index = ModelLoader.loadIndex(files, model);
      }
      WarmUp.run(model);
    }
    registry.serve(campaign, new CampaignSnapshot(manifest, model, index, lists));
    LOG.info(
        "campaign {}: serves model {} ({} users, {} items, {} context variants, {} lists), loaded"
            + " in {} ms",
        campaign,
        manifest.model(),
        model.embeddings().users().size(),
        model.embeddings().items().size(),
        index.variants(),
        index.rows(),
        (System.nanoTime() - start) / 1_000_000);
  }

  /** A loaded model with the same files, so that campaigns share it; null when there is none. */
  private ServedModel loadedModel(ModelManifest manifest, boolean personal) {
    for (CampaignSnapshot snapshot : registry.view().snapshots().values()) {
      ModelManifest loaded = snapshot.model().manifest();
      if (loaded.model().equals(manifest.model())
          && loaded.files().equals(manifest.files())
          && loaded.variants().equals(manifest.variants())
          && (snapshot.model().isPersonal() || !personal)) {
        return snapshot.model();
      }
    }
    return null;
  }

  private RecommendationIndex loadedIndex(ServedModel model) {
    for (CampaignSnapshot snapshot : registry.view().snapshots().values()) {
      if (snapshot.model().embeddings() == model.embeddings()
          && snapshot.recipe() == Recipe.USER_PERSONALIZATION) {
        return snapshot.index();
      }
    }
    return null;
  }

  private void refuse(String campaign, Throwable cause) {
    String message = cause instanceof ModelFormatException ? cause.getMessage() : cause.toString();
    CampaignFailure last = registry.view().failures().get(campaign);
    boolean repeated = last != null && last.message().equals(message);
    registry.refuse(new CampaignFailure(campaign, message, repeated ? last.refusals() + 1 : 1));
    if (!repeated) {
      CampaignSnapshot serving = registry.snapshot(campaign);
      LOG.warn(
          "campaign {}: refused, {}: {}",
          campaign,
          serving == null ? "not served" : "keeps serving model " + serving.modelId(),
          message);
    }
  }

  /** Stops looking; a load that is under way is left to end by itself. */
  @Override
  public void close() {
    stopped.countDown();
  }
}
