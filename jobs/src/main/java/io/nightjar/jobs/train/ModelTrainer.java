package io.nightjar.jobs.train;

import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/**
 * Trains a model, step by step, and writes it into the store. Nothing is visible before the end.
 */
public final class ModelTrainer {
  private final SparkSession spark;
  private final TrainConfig config;
  private final Steps steps;
  private final ModelStore store;

  /** A trainer for one run. */
  public ModelTrainer(SparkSession spark, TrainConfig config, Steps steps) {
    this.spark = spark;
    this.config = config;
    this.steps = steps;
    this.store = new ModelStore(config.store(), spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Trains.
   *
   * @param arguments the flags, for the manifest
   * @return manifest of the new model
   */
  public ModelManifest run(List<String> arguments) {
    store.requireWritable();
    Instant created = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    // Two runs of one command may begin in the same millisecond, and must not share a folder.
    String model = ModelLayout.modelId(created, UUID.randomUUID().hashCode());
    String folder = ModelLayout.modelFolder(model);
    boolean complete = false;
    try {
      TrainingInput input =
          RecipeInput.of(
              TrainingInput.read(spark, config, store, model, steps), config.recipe(), steps);
      ModelManifest manifest;
      if (config.recipe().recipe().learnsEmbeddings()) {
        EmbeddingTrainer trainer = new EmbeddingTrainer(spark, config, store, steps);
        manifest = trainer.train(model, created, arguments, input);
        store.replaceManifest(manifest);
        complete = true;
        trainer.finish();
      } else {
        manifest =
            new CountingTrainer(spark, config, store, steps)
                .train(model, created, arguments, input);
        store.replaceManifest(manifest);
        complete = true;
      }
      return manifest;
    } finally {
      // Not a catch: Spark throws checked exceptions that its Scala methods do not declare.
      if (!complete) {
        store.delete(folder);
      }
    }
  }
}
