/**
 * The precomputed recommendations of a model in memory: user and context variant to a list of
 * items.
 *
 * <p>In come the files of the recommendations table, through {@link
 * io.nightjar.serving.index.IndexLoader}; out comes a {@link
 * io.nightjar.serving.index.RecommendationIndex}, which a request asks for a {@link
 * io.nightjar.serving.index.VariantIndex} and that for the row of its user.
 */
package io.nightjar.serving.index;
