/**
 * The precomputed recommendations and the users of a model in memory: user and context variant to a
 * list of items.
 *
 * <p>In come the files of a table, through {@link io.nightjar.serving.index.IndexLoader} and {@link
 * io.nightjar.serving.index.UsersLoader}, which fill the {@link io.nightjar.serving.index.Sections}
 * that they are given, in memory or in a mapped file. Out comes what reads those sections: a {@link
 * io.nightjar.serving.index.RecommendationIndex}, which a request asks for a {@link
 * io.nightjar.serving.index.VariantIndex} and that for the row of its user.
 */
package io.nightjar.serving.index;
