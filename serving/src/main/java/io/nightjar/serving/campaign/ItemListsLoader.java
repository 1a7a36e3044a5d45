package io.nightjar.serving.campaign;

import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.PopularItems;
import io.nightjar.serving.index.SimilarItems;
import io.nightjar.serving.parquet.EmbeddingTable;
import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.campaign.RecipeType;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.similarity.ItemSimilarity;
import io.nightjar.shared.similarity.ItemTraits;
import io.nightjar.shared.table.ItemsTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings the tables of the recipes into memory that do not depend on the user. */
final class ItemListsLoader {
  private ItemListsLoader() {}

  /**
   * Loads what a recipe needs.
   *
   * @param ids the model's catalogue
   * @throws ModelFormatException naming the file that breaks a rule
   */
  static ItemLists load(ModelFiles files, IdMap ids, Recipe recipe) {
    PopularItems popular = PopularItems.load(ids, required(files, ModelLayout.POPULAR_ITEMS));
    if (recipe.type() != RecipeType.RELATED_ITEMS) {
      return new ItemLists(SimilarItems.none(), null, popular);
    }
    SimilarItems similar = SimilarItems.load(ids, required(files, ModelLayout.SIMILAR_ITEMS));
    return new ItemLists(
        similar, recipe == Recipe.SIMILAR_ITEMS ? similarity(files, ids) : null, popular);
  }

  private static List<Path> required(ModelFiles files, String table) {
    List<Path> paths = files.verified(table);
    if (paths.isEmpty()) {
      throw new ModelFormatException(
          files.manifestPath(), "must list files of " + table + ": none");
    }
    return paths;
  }

  private static ItemSimilarity similarity(ModelFiles files, IdMap ids) {
    List<Path> paths = files.listed(ModelLayout.ITEMS);
    List<String> rows = TextColumns.read(paths, ItemsTable.ITEM_ID);
    SortedMap<String, List<String>> columns = new TreeMap<>();
    for (String column : TextColumns.names(paths.get(0))) {
      if (ItemTraits.describes(column)) {
        columns.put(column, byOrdinal(ids, rows, TextColumns.read(paths, column)));
      }
    }
    long[] popularity = new long[ids.size()];
    List<String> counts = byOrdinal(ids, rows, TextColumns.read(paths, ItemsTable.POPULARITY));
    for (int item = 0; item < popularity.length; item++) {
      popularity[item] = Long.parseLong(counts.get(item));
    }
    EmbeddingTable embeddings =
        EmbeddingTable.read(
            paths, List.of(ItemsTable.ITEM_ID), ItemsTable.EMBEDDING, files.manifest().dimension());
    return new ItemSimilarity(
        embeddings.embeddings(ItemsTable.ITEM_ID, ids),
        popularity,
        ItemTraits.of(ids.size(), columns));
  }

  private static List<String> byOrdinal(IdMap ids, List<String> rows, List<String> values) {
    String[] ordered = new String[ids.size()];
    for (int row = 0; row < rows.size(); row++) {
      ordered[ids.ordinal(rows.get(row))] = values.get(row);
    }
    return Arrays.asList(ordered);
  }
}
