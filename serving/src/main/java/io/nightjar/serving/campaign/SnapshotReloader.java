package io.nightjar.serving.campaign;

import io.nightjar.serving.cache.CacheConfig;
import io.nightjar.serving.cache.TableCache;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
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
  private final SnapshotLoader loader;
  private final Duration interval;
  private final Duration retryInterval;
  private final Map<String, Seen> seen = new HashMap<>();
  private final CountDownLatch firstScan = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private final TableCache cache;
  private String listingFailure;

  /** Whether a snapshot was replaced since the last look, so that its memory is free by now. */
  private boolean replaced;

  /** Whether a model was loaded since the cache was tidied. */
  private boolean loaded;

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
    this(store, registry, new TableCache(CacheConfig.none()), interval, retryInterval);
  }

  /** As above, with a cache of tables. */
  public SnapshotReloader(
      Path store,
      CampaignRegistry registry,
      TableCache cache,
      Duration interval,
      Duration retryInterval) {
    this.cache = cache;
    this.store = store;
    this.registry = registry;
    this.filters = new FilterReloader(store, registry.filters());
    this.loader = new SnapshotLoader(store, registry, filters, cache);
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
    giveBackMemory();
    SortedMap<String, Path> files = list();
    if (files != null) {
      filters.scan(registry.view().arms());
      files.forEach(this::look);
      dropAllBut(files.keySet());
      tidyCache();
    }
    registry.scanned();
  }

  /**
   * Lets the collector look for the snapshots that were replaced: it would not by itself for long,
   * since mapped tables and large arrays put no pressure on it. A look later than the swap, for the
   * requests that still used them.
   */
  private void giveBackMemory() {
    if (replaced) {
      replaced = false;
      System.gc();
    }
  }

  private void tidyCache() {
    Path models = store.resolve(ModelLayout.MODELS);
    if (loaded && Files.isDirectory(models)) {
      loaded = false;
      cache.prune(model -> Files.isDirectory(models.resolve(model)));
    }
  }

  private void dropAllBut(Set<String> campaigns) {
    Set<String> gone = new TreeSet<>(registry.view().snapshots().keySet());
    gone.addAll(registry.view().failures().keySet());
    gone.removeAll(campaigns);
    for (String campaign : gone) {
      seen.remove(campaign);
      registry.drop(campaign);
      replaced = true;
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
      registry.storeLooked("campaigns cannot be listed: " + failure);
      return null;
    }
    if (listingFailure != null) {
      LOG.info("campaigns can be listed again");
    }
    listingFailure = null;
    registry.storeLooked(null);
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
    CampaignSnapshot snapshot = loader.load(manifest);
    replaced |= registry.snapshot(campaign) != null;
    loaded = true;
    registry.serve(campaign, snapshot);
    log(snapshot, System.nanoTime() - start);
    if (snapshot.other() != null) {
      log(snapshot.other(), System.nanoTime() - start);
    }
  }

  private static void log(CampaignSnapshot snapshot, long nanos) {
    String share =
        snapshot.arm() == null
            ? ""
            : " to %s %% of the users"
                .formatted(
                    snapshot.arm().equals("a")
                        ? 100 - snapshot.campaign().split().percent()
                        : snapshot.campaign().split().percent());
    LOG.info(
        "campaign {}: serves model {}{} ({} users, {} items, {} context variants, {} lists), loaded"
            + " in {} ms",
        snapshot.campaign().campaign(),
        snapshot.modelId(),
        share,
        snapshot.model().embeddings().users().size(),
        snapshot.model().embeddings().items().size(),
        snapshot.index().variants(),
        snapshot.index().rows(),
        nanos / 1_000_000);
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
