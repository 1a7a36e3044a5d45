package io.nightjar.serving.campaign;

import io.nightjar.serving.parquet.EmbeddingTable;
import io.nightjar.serving.parquet.Pace;
import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.similarity.ItemSimilarity;
import io.nightjar.shared.similarity.ItemTraits;
import io.nightjar.shared.table.ItemsTable;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How alike the items of a model are, read from its table of items.
 *
 * @param similarity compares them
 * @param interactions in training, by ordinal
 */
public record CatalogueLikeness(ItemSimilarity similarity, long[] interactions) {
  /**
   * Reads a model's items.
   *
   * @param items the model's
   * @throws io.nightjar.shared.model.ModelFormatException if a file cannot be read
   */
  public static CatalogueLikeness load(Path store, String model, IdMap items) {
    return load(ModelFiles.open(store, model, Pace.besideRequests()), items);
  }

  static CatalogueLikeness load(ModelFiles files, IdMap ids) {
    List<Path> paths = files.listed(ModelLayout.ITEMS);
    OrdinalColumns table = new OrdinalColumns(paths, ItemsTable.ITEM_ID, ids);
    SortedMap<String, List<String>> columns = new TreeMap<>();
    for (String column : TextColumns.names(paths.get(0))) {
      if (ItemTraits.describes(column)) {
        columns.put(column, table.read(column));
      }
    }
    long[] popularity = new long[ids.size()];
    List<String> counts = table.read(ItemsTable.POPULARITY);
    for (int item = 0; item < popularity.length; item++) {
      popularity[item] = Long.parseLong(counts.get(item));
    }
    EmbeddingTable embeddings =
        EmbeddingTable.read(
            paths,
            List.of(ItemsTable.ITEM_ID),
            ItemsTable.EMBEDDING,
            files.manifest().dimension(),
            files.pace());
    return new CatalogueLikeness(
        new ItemSimilarity(
            embeddings.embeddings(ItemsTable.ITEM_ID, ids),
            popularity,
            ItemTraits.of(ids.size(), columns)),
        popularity);
  }
}
