/**
 * Reads the Parquet tables of a model, and nothing else of Parquet.
 *
 * <p>In come files of a local disk, out go ids, embeddings and rows of the recommendations table,
 * in primitive arrays. Start at {@link io.nightjar.serving.parquet.EmbeddingTable} (users, items,
 * context) and {@link io.nightjar.serving.parquet.RecommendationRows}. No row objects are made, and
 * no codec of Hadoop is used: {@link io.nightjar.serving.parquet.ZstdCodecs}.
 */
package io.nightjar.serving.parquet;
