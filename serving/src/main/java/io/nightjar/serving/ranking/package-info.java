/**
 * Answers: from a snapshot, a user and a context to a list of items.
 *
 * <p>{@link io.nightjar.serving.ranking.CatalogueRecommender} finds the best of the catalogue, in
 * the precomputed table or live; {@link io.nightjar.serving.ranking.PersonalizedRanker} orders the
 * caller's items. All scoring is {@code io.nightjar.shared.scoring}.
 */
package io.nightjar.serving.ranking;
