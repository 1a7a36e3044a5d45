package io.nightjar.serving.campaign;

import io.nightjar.serving.cache.CacheKey;
import io.nightjar.serving.cache.TableCache;
import io.nightjar.serving.index.IndexLoader;
import io.nightjar.serving.index.PackedUsers;
import io.nightjar.serving.index.RecommendationIndex;
import io.nightjar.serving.index.Sections;
import io.nightjar.serving.index.UsersLoader;
import io.nightjar.serving.parquet.EmbeddingTable;
import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.table.ContextTable;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings verified models into memory. */
final class ModelLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  private final TableCache cache;

  /**
   * A loader.
   *
   * @param cache gives the tables of users and recommendations their memory
   */
  ModelLoader(TableCache cache) {
    this.cache = cache;
  }

  /**
   * Loads users, items and context.
   *
   * @throws ModelFormatException naming the file that breaks a rule
   */
  ServedModel load(ModelFiles files) {
    ModelManifest manifest = files.manifest();
    int dimension = manifest.dimension();
    EmbeddingTable items =
        table(files, ModelLayout.ITEMS, List.of(ItemsTable.ITEM_ID), ItemsTable.EMBEDDING);
    EmbeddingTable context =
        table(
            files,
            ModelLayout.CONTEXT,
            List.of(ContextTable.FIELD, ContextTable.VALUE),
            ContextTable.EMBEDDING);
    requireCount(files, ModelLayout.ITEMS, items.rows());
    if (items.rows() == 0) {
      throw new ModelFormatException(files.manifestPath(), "must list files of items: none");
    }
    try {
      PackedUsers users = loadUsers(files, dimension);
      IdMap itemIds = IdMap.of(items.strings(ItemsTable.ITEM_ID));
      ContextEmbeddings contextEmbeddings =
          context.rows() == 0
              ? ContextEmbeddings.none(dimension)
              : new ContextEmbeddings(
                  context.strings(ContextTable.FIELD),
                  context.strings(ContextTable.VALUE),
                  context.embeddings());
      EmbeddingModel model =
          new EmbeddingModel(
              users.ids(),
              users.embeddings(),
              itemIds,
              items.embeddings(ItemsTable.ITEM_ID, itemIds),
              contextEmbeddings);
      return new ServedModel(
          manifest,
          model,
          new Scorer(model.itemEmbeddings()),
          new FilterData(files, model),
          new ItemMetadata(files, model.items()));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          files.manifestPath(), "names tables that break a rule: " + e.getMessage(), e);
    }
  }

  /**
   * Loads the ids of the catalogue, which is all that recipes need which score nothing for a user.
   *
   * @throws ModelFormatException naming the file that breaks a rule
   */
  static ServedModel loadIds(ModelFiles files) {
    List<String> ids = TextColumns.read(files.verified(ModelLayout.ITEMS), ItemsTable.ITEM_ID);
    requireCount(files, ModelLayout.ITEMS, ids.size());
    if (ids.isEmpty()) {
      throw new ModelFormatException(files.manifestPath(), "must list files of items: none");
    }
    if (ids.contains(null)) {
      throw new ModelFormatException(
          files.manifestPath(), "names files of items whose column item_id holds null");
    }
    try {
      EmbeddingModel model =
          new EmbeddingModel(
              IdMap.of(List.of()),
              EmbeddingMatrix.of(1, new float[0][]),
              IdMap.of(ids),
              EmbeddingMatrix.of(1, new float[ids.size()][1]),
              ContextEmbeddings.none(1));
      return new ServedModel(
          files.manifest(),
          model,
          null,
          new FilterData(files, model),
          new ItemMetadata(files, model.items()));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          files.manifestPath(), "names tables that break a rule: " + e.getMessage(), e);
    }
  }

  /**
   * Loads the recommendations of a model; empty when it has none and promises none.
   *
   * @throws ModelFormatException naming the file that breaks a rule
   */
  RecommendationIndex loadIndex(ModelFiles files, ServedModel model) {
    List<String> variants = files.manifest().variants();
    if (files.listed(ModelLayout.RECOMMENDATIONS).isEmpty() && !variants.isEmpty()) {
      throw new ModelFormatException(
          files.manifestPath(),
          "must list files of recommendations for its " + variants.size() + " variants: none");
    }
    Map<String, ByteBuffer> sections =
        cache.sections(
            ModelLayout.RECOMMENDATIONS,
            files.manifest().model(),
            CacheKey.of(
                files.manifest(),
                List.of(ModelLayout.USERS, ModelLayout.ITEMS, ModelLayout.RECOMMENDATIONS)),
            filled ->
                IndexLoader.load(
                    model.embeddings(),
                    variants,
                    files.verified(ModelLayout.RECOMMENDATIONS),
                    filled,
                    files.pace()));
    RecommendationIndex index = RecommendationIndex.of(sections);
    say(ModelLayout.RECOMMENDATIONS, model.embeddings().users().size(), sections);
    return index;
  }

  private PackedUsers loadUsers(ModelFiles files, int dimension) {
    Map<String, ByteBuffer> sections =
        cache.sections(
            ModelLayout.USERS,
            files.manifest().model(),
            CacheKey.of(files.manifest(), List.of(ModelLayout.USERS)),
            filled -> fillUsers(files, dimension, filled));
    PackedUsers users = PackedUsers.of(sections, dimension);
    say(ModelLayout.USERS, users.ids().size(), sections);
    return users;
  }

  private void fillUsers(ModelFiles files, int dimension, Sections sections) {
    List<Path> paths = files.verified(ModelLayout.USERS);
    // Before there is memory for them: a damaged file may say anything.
    requireCount(files, ModelLayout.USERS, UsersLoader.rows(paths, dimension));
    UsersLoader.load(paths, dimension, sections, files.pace());
  }

  /** What a table takes, so that the memory of a server can be planned. */
  private static void say(String table, int users, Map<String, ByteBuffer> sections) {
    long bytes = sections.values().stream().mapToLong(ByteBuffer::capacity).sum();
    LOG.info(
        "{} of {} users: {} MB, {} bytes a user",
        table,
        users,
        bytes / 1_000_000,
        users == 0 ? 0 : bytes / users);
  }

  private static EmbeddingTable table(
      ModelFiles files, String table, List<String> columns, String embedding) {
    return EmbeddingTable.read(
        files.verified(table), columns, embedding, files.manifest().dimension(), files.pace());
  }

  private static void requireCount(ModelFiles files, String table, long rows) {
    Long expected = files.manifest().counts().get(table);
    if (expected != null && expected != rows) {
      throw new ModelFormatException(
          files.manifestPath(), "counts " + expected + " " + table + ", its files hold " + rows);
    }
  }
}
