package io.nightjar.serving.console;

import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that a store has, whether or not a campaign names them. */
final class StoredModels {
  private static final Logger LOG = LoggerFactory.getLogger(StoredModels.class);

  /** The newest models are what people ask about. */
  private static final int MOST = 50;

  private StoredModels() {}

  /**
   * Manifests of the newest models; those that cannot be read, half-made ones too, are left out.
   */
  static List<ModelManifest> newestFirst(Path store) {
    List<ModelManifest> models = new ArrayList<>();
    for (String name : NewestIds.in(store.resolve(ModelLayout.MODELS), "", MOST)) {
      Path file = store.resolve(ModelLayout.modelFolder(name)).resolve(ModelLayout.MANIFEST);
      try {
        models.add(ModelManifest.parse(file.toString(), Files.readString(file)));
      } catch (IOException | ModelFormatException e) {
        LOG.debug("{} is left out: {}", file, e.toString());
      }
    }
    return models;
  }
}
