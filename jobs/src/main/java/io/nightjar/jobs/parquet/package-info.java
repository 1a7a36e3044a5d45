/**
 * The two shapes of Parquet that the jobs read and write without Spark's rows in between: tables of
 * embeddings, and lists of recommendations. Start at {@link
 * io.nightjar.jobs.parquet.EmbeddingTable} and {@link
 * io.nightjar.jobs.parquet.RecommendationWriter}.
 */
package io.nightjar.jobs.parquet;
