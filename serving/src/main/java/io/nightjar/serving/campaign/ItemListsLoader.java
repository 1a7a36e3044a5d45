package io.nightjar.serving.campaign;

import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.PopularItems;
import io.nightjar.serving.index.SimilarItems;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.campaign.RecipeType;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import java.nio.file.Path;
import java.util.List;

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
        similar,
        recipe == Recipe.SIMILAR_ITEMS ? CatalogueLikeness.load(files, ids).similarity() : null,
        popular);
  }

  private static List<Path> required(ModelFiles files, String table) {
    List<Path> paths = files.verified(table);
    if (paths.isEmpty()) {
      throw new ModelFormatException(
          files.manifestPath(), "must list files of " + table + ": none");
    }
    return paths;
  }
}
