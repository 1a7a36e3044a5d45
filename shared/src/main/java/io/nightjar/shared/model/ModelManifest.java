package io.nightjar.shared.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code model.json}: what a model is and which files belong to it.
 *
 * <p>A file of the model's folder that is not listed does not exist. Every stage writes its own
 * folder first and ends by replacing this file with one that lists its files too.
 *
 * @param formatVersion version of the store format, see {@link ModelLayout#FORMAT_VERSION}
 * @param model id of the model, equal to the name of its folder
 * @param created when training began, ISO 8601, UTC
 * @param recipe Personalize's name of what was trained
 * @param dimension length of every embedding; the last coordinate of a user is the constant 1 and
 *     of an item its bias
 * @param counts rows: {@code users}, {@code items}, {@code interactions}, {@code contextValues} …
 * @param contextFields context field to its known values
 * @param variants keys of the context variants in the recommendations table; empty before
 *     precompute
 * @param topN items in each row of the recommendations table; 0 before precompute
 * @param seed seed of every random choice
 * @param arguments flags that the model was trained with
 * @param training what training measured, by name
 * @param files size and SHA-256 of every file, by path relative to the model's folder
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelManifest(
    int formatVersion,
    String model,
    String created,
    String recipe,
    int dimension,
    SortedMap<String, Long> counts,
    SortedMap<String, List<String>> contextFields,
    List<String> variants,
    int topN,
    long seed,
    List<String> arguments,
    SortedMap<String, Double> training,
    SortedMap<String, FileEntry> files) {

  /**
   * One file of a model.
   *
   * @param size bytes
   * @param sha256 lower-case hexadecimal digest of the content
   */
  public record FileEntry(long size, String sha256) implements java.io.Serializable {}

  /** Checks the members that every reader relies on and copies the collections. */
  public ModelManifest {
    if (formatVersion < 1) {
      throw new IllegalArgumentException("formatVersion must be positive: " + formatVersion);
    }
    if (model == null || !ModelLayout.isModelId(model)) {
      throw new IllegalArgumentException("model must be a model id: " + model);
    }
    if (dimension <= 0) {
      throw new IllegalArgumentException("dimension must be positive: " + dimension);
    }
    if (files == null || files.isEmpty()) {
      throw new IllegalArgumentException("files must list the files of the model: " + files);
    }
    counts = sorted(counts);
    contextFields = sortedLists(contextFields);
    variants = variants == null ? List.of() : List.copyOf(variants);
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
    training = sorted(training);
    files = sorted(files);
  }

  private static <V> SortedMap<String, V> sorted(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
  }

  private static SortedMap<String, List<String>> sortedLists(SortedMap<String, List<String>> map) {
    TreeMap<String, List<String>> copy = new TreeMap<>();
    sorted(map).forEach((key, values) -> copy.put(key, List.copyOf(values)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Reads {@code model.json}.
   *
   * @param path names the file in messages
   * @throws ModelFormatException if it is damaged or of a newer format than this code knows
   */
  public static ModelManifest parse(String path, String text) {
    Version version = StoreJson.read(path, text, Version.class);
    if (version.formatVersion() > ModelLayout.FORMAT_VERSION) {
      throw new ModelFormatException(
          path,
          "has format version "
              + version.formatVersion()
              + ", this version of Nightjar reads up to "
              + ModelLayout.FORMAT_VERSION);
    }
    return StoreJson.read(path, text, ModelManifest.class);
  }

  private record Version(int formatVersion) {}

  /** Text of {@code model.json}. */
  public String toJson() {
    return StoreJson.write(this);
  }

  /**
   * Paths of the listed files under a folder of the model, sorted; or the one file of this name.
   */
  public List<String> filesIn(String folder) {
    return files.keySet().stream().filter(path -> isIn(folder, path)).toList();
  }

  private static boolean isIn(String folder, String path) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  /** Whether the model lists files of this folder, or a file of this name. */
  public boolean has(String folder) {
    return !filesIn(folder).isEmpty();
  }

  /** The same manifest with other files under {@code folder}, or another file of this name. */
  public ModelManifest withFiles(String folder, Map<String, FileEntry> entries) {
    TreeMap<String, FileEntry> all = new TreeMap<>(files);
    all.keySet().removeIf(path -> isIn(folder, path));
    all.putAll(entries);
    return new ModelManifest(
        formatVersion,
        model,
        created,
        recipe,
        dimension,
        counts,
        contextFields,
        variants,
        topN,
        seed,
        arguments,
        training,
        all);
  }

  /** The same manifest after precompute. */
  public ModelManifest withTable(List<String> newVariants, int newTopN) {
    return new ModelManifest(
        formatVersion,
        model,
        created,
        recipe,
        dimension,
        counts,
        contextFields,
        newVariants,
        newTopN,
        seed,
        arguments,
        training,
        files);
  }
}
