package io.nightjar.serving.index;

import io.nightjar.shared.similarity.ItemSimilarity;

/**
 * What answers the requests of the recipes that do not depend on the user. Each recipe has what it
 * needs, and nothing else is loaded.
 *
 * @param similar rows of similar items; none for recipes of popular items
 * @param similarity compares items when a row has too few; null but for aws-similar-items
 * @param popular the catalogue by popularity; none for personal recipes
 */
public record ItemLists(SimilarItems similar, ItemSimilarity similarity, PopularItems popular) {
  /** Of a personal recipe. */
  public static final ItemLists NONE =
      new ItemLists(SimilarItems.none(), null, PopularItems.none());
}
