package io.nightjar.serving.campaign;

import io.nightjar.shared.filter.FilterManifest;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the filter files of a store, and takes in what has changed: as with campaigns, what is
 * broken is refused and logged, and the filter stays as it was; what is gone is dropped; a folder
 * that cannot be listed changes nothing. A filter is served when every served model has been
 * prepared for it, and a model when it has been prepared for every filter. Not thread-safe.
 */
final class FilterReloader {
  private static final Logger LOG = LoggerFactory.getLogger(FilterReloader.class);
  private static final String SUFFIX = ".json";

  private final Path store;
  private final FilterRegistry registry;
  private String listingFailure;

  FilterReloader(Path store, FilterRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  /**
   * Looks once.
   *
   * @param snapshots what is served
   */
  void scan(Collection<CampaignSnapshot> snapshots) {
    SortedMap<String, Path> files = list();
    if (files == null) {
      return;
    }
    FilterRegistry.View before = registry.view();
    SortedMap<String, ServedFilter> filters = new TreeMap<>();
    SortedMap<String, String> failures = new TreeMap<>();
    files.forEach(
        (name, file) -> {
          ServedFilter last = before.filters().get(name);
          try {
            filters.put(name, read(name, file, last, snapshots));
          } catch (IllegalArgumentException | ModelFormatException e) {
            failures.put(name, e.getMessage());
            if (last != null) {
              filters.put(name, last);
            }
            warn(name, last, e.getMessage(), before.failures().get(name));
          }
        });
    for (String name : before.filters().keySet()) {
      if (!files.containsKey(name)) {
        LOG.info("filter {}: its file is gone, no longer served", name);
      }
    }
    if (!filters.equals(before.filters()) || !failures.equals(before.failures())) {
      registry.replace(new FilterRegistry.View(filters, failures));
    }
  }

  /** Once for each distinct reason. */
  private static void warn(String name, ServedFilter last, String message, String lastMessage) {
    if (!message.equals(lastMessage)) {
      LOG.warn(
          "filter {}: refused, {}: {}",
          name,
          last == null ? "not served" : "stays as it was",
          message);
    }
  }

  private static ServedFilter read(
      String name, Path file, ServedFilter last, Collection<CampaignSnapshot> snapshots) {
    String text = ModelFiles.readText(file);
    if (last != null && last.text().equals(text)) {
      return last;
    }
    FilterManifest manifest = FilterManifest.parse(file.toString(), text);
    if (!manifest.filter().equals(name)) {
      throw new ModelFormatException(
          file.toString(), "must be of filter " + name + ": " + manifest.filter());
    }
    ServedFilter filter = new ServedFilter(name, text, manifest.parsed());
    Set<FilterData> prepared = new LinkedHashSet<>();
    for (CampaignSnapshot snapshot : snapshots) {
      if (prepared.add(snapshot.model().filterData())) {
        prepare(filter, snapshot.modelId(), snapshot.model());
      }
    }
    LOG.info("filter {}: serves {}", name, filter.expression().text());
    return filter;
  }

  /** Prepares a model for all filters. */
  void prepare(ServedModel model) {
    for (ServedFilter filter : registry.view().filters().values()) {
      prepare(filter, model.manifest().model(), model);
    }
  }

  private static void prepare(ServedFilter filter, String modelId, ServedModel model) {
    String problem = model.filterData().prepare(filter.expression());
    if (problem != null) {
      LOG.info("filter {}: model {} cannot use it: {}", filter.name(), modelId, problem);
    }
  }

  /** Filter files by name; null when the folder cannot be listed. */
  private SortedMap<String, Path> list() {
    SortedMap<String, Path> files = new TreeMap<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(store.resolve(ModelLayout.FILTERS), "*" + SUFFIX)) {
      for (Path entry : entries) {
        String file = entry.getFileName().toString();
        if (!file.startsWith(".")) {
          files.put(file.substring(0, file.length() - SUFFIX.length()), entry);
        }
      }
    } catch (NoSuchFileException e) {
      return Files.isDirectory(store) ? files : null;
    } catch (IOException | DirectoryIteratorException e) {
      String failure = e.toString();
      if (!failure.equals(listingFailure)) {
        LOG.warn("filters cannot be listed, serving what is known: {}", failure);
      }
      listingFailure = failure;
      return null;
    }
    listingFailure = null;
    return files;
  }
}
