package io.nightjar.serving.index;

import io.nightjar.serving.parquet.RecommendationRows;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds a {@link RecommendationIndex} from the files of the table. */
public final class IndexLoader {
  private final EmbeddingModel model;
  private final Map<String, VariantIndex.Builder> builders = new HashMap<>();

  private IndexLoader(EmbeddingModel model, List<String> variants) {
    this.model = model;
    for (String variant : variants) {
      builders.put(variant, new VariantIndex.Builder(model.users().size()));
    }
  }

  /**
   * Reads all files.
   *
   * @param model the model that the rows were computed from; they may name no other ids
   * @param variants keys of the variants that the table must have, and no others
   * @param files the files of the table
   * @throws ModelFormatException if a file breaks the rules of the table
   */
  public static RecommendationIndex load(
      EmbeddingModel model, List<String> variants, List<Path> files) {
    IndexLoader loader = new IndexLoader(model, variants);
    for (Path file : files) {
      try (RecommendationRows rows = RecommendationRows.open(file, model.items())) {
        while (rows.next()) {
          loader.add(rows);
        }
      } catch (IOException e) {
        throw new ModelFormatException(file.toString(), "cannot be read: " + e.getMessage(), e);
      }
    }
    Map<String, VariantIndex> built = new HashMap<>();
    loader.builders.forEach((key, builder) -> built.put(key, builder.build()));
    return new RecommendationIndex(built);
  }

  private void add(RecommendationRows row) {
    VariantIndex.Builder builder = builders.get(row.context());
    if (builder == null) {
      throw new ModelFormatException(
          row.path(), "context must be a variant of model.json: '" + row.context() + "'");
    }
    String userId = row.userId();
    int user = userId == null ? -1 : model.users().ordinal(userId);
    if (userId != null && user < 0) {
      throw new ModelFormatException(
          row.path(), "user_id must be a user of the model: '" + userId + "'");
    }
    int start = builder.reserve(user, row.size());
    if (start < 0) {
      throw new ModelFormatException(
          row.path(),
          "a user must have one row in a context: user_id '%s', context '%s'"
              .formatted(userId, row.context()));
    }
    row.copyOrdinals(builder.ordinals(), start);
    row.copyScores(builder.scores(), start);
  }
}
