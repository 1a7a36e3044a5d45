package io.nightjar.jobs.store;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A store of models and campaigns, on the local disk or on any Hadoop file system. Every method
 * throws {@link InputException} with the path when the store cannot be read or written.
 */
public final class ModelStore {
  private final String root;
  private final Path path;
  private final boolean local;
  private final StoreFiles files;

  /**
   * A store at a place; the place need not exist yet.
   *
   * @param root a directory or a URI such as {@code s3a://bucket/folder}
   */
  public ModelStore(String root, Configuration configuration) {
    try {
      Path given = new Path(root);
      this.root = root;
      this.path = given.getFileSystem(configuration).makeQualified(given);
      this.local = "file".equals(path.toUri().getScheme());
      this.files =
          local
              ? new LocalStoreFiles(java.nio.file.Path.of(path.toUri().getPath()))
              : new HadoopStoreFiles(path, configuration);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("store " + root + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Whether the store is a directory of this machine. */
  public boolean isLocal() {
    return local;
  }

  /** Full URI of something in the store, for Spark. */
  public String uri(String relative) {
    return new Path(path, relative).toString();
  }

  /** As a person writes it. */
  public String show(String relative) {
    return root + (root.endsWith("/") ? "" : "/") + relative;
  }

  /** Fails unless the store exists. */
  public void requireExists() {
    if (!attempt("", () -> files.exists("."))) {
      throw new InputException("store " + root + " does not exist");
    }
  }

  /** Creates the store when it is missing and proves that it can be written. */
  public void requireWritable() {
    try {
      String probe = ".writable-" + Long.toHexString(System.nanoTime());
      files.replace(probe, "");
      files.delete(probe);
    } catch (IOException e) {
      throw new InputException("store " + root + " is not writable: " + reason(e), e);
    }
  }

  /** Ids of the models that have a manifest, oldest first. */
  public List<String> models() {
    List<String> models = new ArrayList<>();
    for (String name : modelFolders()) {
      if (attempt(name, () -> files.exists(manifestPath(name)))) {
        models.add(name);
      }
    }
    return models;
  }

  /** Ids of all model folders, half-made ones included, oldest first. */
  public List<String> modelFolders() {
    return attempt(ModelLayout.MODELS, () -> files.list(ModelLayout.MODELS)).stream()
        .filter(ModelLayout::isModelId)
        .toList();
  }

  /** Ids of the models, finished or not, that have rejected input rows, oldest first. */
  public List<String> rejections() {
    return attempt(ModelLayout.REJECTED, () -> files.list(ModelLayout.REJECTED)).stream()
        .filter(ModelLayout::isModelId)
        .toList();
  }

  /**
   * Reads the manifest of a model.
   *
   * @throws InputException if there is no such model
   * @throws io.nightjar.shared.model.ModelFormatException if it is damaged
   */
  public ModelManifest manifest(String model) {
    if (!ModelLayout.isModelId(model)) {
      throw new InputException("model '" + model + "' is not a model id");
    }
    String relative = manifestPath(model);
    try {
      return ModelManifest.parse(show(relative), files.read(relative));
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new InputException("model " + model + " does not exist in store " + root, e);
    } catch (IOException e) {
      throw new InputException(show(relative) + " cannot be read: " + reason(e), e);
    }
  }

  /** Replaces the manifest of a model: the last act of every stage. */
  public void replaceManifest(ModelManifest manifest) {
    replace(manifestPath(manifest.model()), manifest.toJson());
  }

  private static String manifestPath(String model) {
    return ModelLayout.modelFolder(model) + "/" + ModelLayout.MANIFEST;
  }

  /** All campaigns, by name. */
  public List<CampaignManifest> campaigns() {
    List<CampaignManifest> campaigns = new ArrayList<>();
    for (String name : attempt(ModelLayout.CAMPAIGNS, () -> files.list(ModelLayout.CAMPAIGNS))) {
      if (name.endsWith(".json") && !name.startsWith(".")) {
        campaign(name.substring(0, name.length() - ".json".length())).ifPresent(campaigns::add);
      }
    }
    return campaigns;
  }

  /** A campaign, empty when there is none of that name. */
  public Optional<CampaignManifest> campaign(String name) {
    String relative = ModelLayout.campaignFile(name);
    try {
      return Optional.of(CampaignManifest.parse(show(relative), files.read(relative)));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new InputException(show(relative) + " cannot be read: " + reason(e), e);
    }
  }

  /** Points a campaign at a model. */
  public void replaceCampaign(CampaignManifest campaign) {
    replace(ModelLayout.campaignFile(campaign.campaign()), campaign.toJson());
  }

  /** Fails if a campaign names the model: such a model never changes. */
  public void requireUnpublished(String model) {
    for (CampaignManifest campaign : campaigns()) {
      if (campaign.models().contains(model)) {
        throw new InputException(
            "model "
                + model
                + " is named by campaign "
                + campaign.campaign()
                + " and must not change");
      }
    }
  }

  /**
   * Fails unless every file that the manifest lists is there in its full size.
   *
   * @throws ModelFormatException naming the first file that is not
   */
  public void requireFiles(ModelManifest manifest) {
    String folder = ModelLayout.modelFolder(manifest.model());
    manifest
        .files()
        .forEach(
            (name, expected) -> {
              String file = folder + "/" + name;
              long size = attempt(file, () -> files.size(file));
              if (size != expected.size()) {
                throw new ModelFormatException(
                    show(file),
                    size < 0
                        ? "is missing"
                        : "is damaged: expected %,d bytes, found %,d"
                            .formatted(expected.size(), size));
              }
            });
  }

  /** Replaces a small text file in one atomic step. */
  public void replace(String relative, String text) {
    attempt(
        relative,
        () -> {
          files.replace(relative, text);
          return true;
        });
  }

  /** Replaces any file by a serialized object, in one atomic step. */
  public void replaceObject(String relative, Serializable object) {
    attempt(
        relative,
        () -> {
          files.replace(
              relative,
              out -> {
                try (ObjectOutputStream objects =
                    new ObjectOutputStream(new BufferedOutputStream(out, 1 << 20))) {
                  objects.writeObject(object);
                }
              });
          return true;
        });
  }

  /**
   * Reads a serialized object.
   *
   * @return empty when the file is missing, or written by a version of other classes
   */
  public <T extends Serializable> Optional<T> readObject(String relative, Class<T> type) {
    return attempt(
        relative,
        () -> {
          if (!files.exists(relative)) {
            return Optional.empty();
          }
          try (ObjectInputStream objects =
              new ObjectInputStream(new BufferedInputStream(files.open(relative), 1 << 20))) {
            return Optional.of(type.cast(objects.readObject()));
          } catch (ObjectStreamException | ClassNotFoundException | ClassCastException e) {
            return Optional.empty();
          }
        });
  }

  /** Names in a folder, sorted; empty when there is no such folder. */
  public List<String> list(String relative) {
    return attempt(relative, () -> files.list(relative));
  }

  /** Gives a file another name. */
  public void move(String from, String to) {
    attempt(
        from,
        () -> {
          files.move(from, to);
          return true;
        });
  }

  /** Removes a file or folder. */
  public void delete(String relative) {
    attempt(
        relative,
        () -> {
          files.delete(relative);
          return true;
        });
  }

  /** Content of a small text file, empty when it is missing. */
  public Optional<String> read(String relative) {
    return attempt(
        relative,
        () -> files.exists(relative) ? Optional.of(files.read(relative)) : Optional.empty());
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  private <T> T attempt(String relative, Attempt<T> action) {
    try {
      return action.run();
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(show(relative) + ": " + reason(e), e);
    }
  }

  private static String reason(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
