package io.nightjar.jobs.precompute;

import io.nightjar.jobs.parquet.EmbeddingRows;
import io.nightjar.jobs.parquet.EmbeddingTable;
import io.nightjar.jobs.parquet.RecommendationWriter;
import io.nightjar.jobs.parquet.SealedFile;
import io.nightjar.jobs.store.AttemptFiles.Written;
import io.nightjar.shared.batch.BatchScorer;
import io.nightjar.shared.batch.CatalogueBlock;
import io.nightjar.shared.batch.TopLists;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.vector.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What a Spark task does with its users: reads a chunk of them, scores it against block after block
 * of the catalogue, writes it as one file, and goes on to the next chunk. Memory is that of one
 * chunk, however many users there are.
 */
final class ScoringTask implements Function<UserSlice, TaskReport> {
  private static final long serialVersionUID = 1L;

  private final EmbeddingTable users;
  private final List<String> variants;
  private final PrecomputePlan plan;
  private final String folder;
  private final ArrayList<Broadcast<CatalogueBlock>> blocks;
  private final Broadcast<ItemIds> itemIds;
  private final Broadcast<SerializableConfiguration> configuration;
  private final LongAccumulator progress;

  /**
   * The same task for all slices.
   *
   * @param variants keys of the context variants, sorted
   * @param folder URI of the folder for the attempts
   * @param progress counts users, a share of each for each block
   */
  ScoringTask(
      EmbeddingTable users,
      List<String> variants,
      PrecomputePlan plan,
      String folder,
      Catalogue catalogue,
      Broadcast<SerializableConfiguration> configuration,
      LongAccumulator progress) {
    this.users = users;
    this.variants = new ArrayList<>(variants);
    this.plan = plan;
    this.folder = folder;
    this.blocks = new ArrayList<>(catalogue.blocks());
    this.itemIds = catalogue.ids();
    this.configuration = configuration;
    this.progress = progress;
  }

  @Override
  public TaskReport call(UserSlice slice) throws IOException {
    List<SealedFile> made = new ArrayList<>();
    try {
      return run(slice, made);
    } catch (IOException | RuntimeException | Error failure) {
      remove(made, failure);
      throw failure;
    }
  }

  private TaskReport run(UserSlice slice, List<SealedFile> made) throws IOException {
    Configuration hadoop = configuration.value().value();
    RecommendationWriter writer =
        new RecommendationWriter(variants, itemIds.value().binaries(), hadoop);
    BatchScorer scorer = new BatchScorer(users.dimension(), variants.size(), plan.n());
    TopLists lists = new TopLists(plan.chunkUsers(), variants.size(), plan.n());
    UserChunk chunk = new UserChunk(plan.chunkUsers(), users.dimension());
    List<Written> files = new ArrayList<>();
    String firstUser = null;
    try (EmbeddingRows rows = users.rows(Math.max(0, slice.from() - 1), hadoop)) {
      for (long row = slice.from(); row < slice.end(); row += chunk.size()) {
        chunk.read(rows, row == 0, (int) Math.min(plan.chunkUsers(), slice.end() - row));
        firstUser = row == slice.from() ? chunk.id(0) : firstUser;
        lists.clear();
        score(scorer, chunk, lists);
        String name = name(slice, files.size());
        SealedFile file = new SealedFile(folder + "/" + name, hadoop);
        made.add(file);
        writer.write(file, lists, chunk.ids(), chunk.size());
        files.add(new Written(name, file.entry()));
      }
    }
    return new TaskReport(
        slice,
        files,
        firstUser,
        chunk.id(chunk.size() - 1),
        SparkEnv.get().executorId(),
        Kernels.description(),
        Kernels.isSimd());
  }

  private static String name(UserSlice slice, int chunk) {
    return String.format(
        Locale.ROOT,
        "part-%05d-%05d-attempt-%d.parquet",
        slice.number(),
        chunk,
        TaskContext.get().taskAttemptId());
  }

  private void score(BatchScorer scorer, UserChunk chunk, TopLists lists) {
    int step = scorer.usersAtATime();
    for (int i = 0; i < blocks.size(); i++) {
      CatalogueBlock block = blocks.get(i).value();
      for (int from = 0; from < chunk.size(); from += step) {
        stopIfKilled();
        int end = Math.min(chunk.size(), from + step);
        try {
          scorer.score(block, chunk.embeddings(), from, end, lists);
        } catch (IllegalArgumentException e) {
          throw new ModelFormatException(
              "users " + chunk.id(from) + " to " + chunk.id(end - 1),
              "cannot be scored: " + e.getMessage(),
              e);
        }
        progress.add(share(end, i) - share(from, i));
      }
    }
  }

  /** Users that count as done when so many were scored against block {@code block}. */
  private long share(int scored, int block) {
    return (long) scored * (block + 1) / blocks.size() - (long) scored * block / blocks.size();
  }

  private static void stopIfKilled() {
    if (TaskContext.get().isInterrupted()) {
      throw new TaskKilledException("another attempt was faster, or the job was cancelled");
    }
  }

  /** What cannot be removed here goes with the whole folder when this run ends. */
  private static void remove(List<SealedFile> files, Throwable failure) {
    for (SealedFile file : files) {
      try {
        file.delete();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
