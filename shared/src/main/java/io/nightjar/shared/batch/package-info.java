/**
 * Scores many users against a whole catalogue: exact softmax denominators and exact top-N lists, in
 * all context variants at once.
 *
 * <p>In come user embeddings and blocks of packed items, out go ranked lists and log-partitions.
 * Start at {@link io.nightjar.shared.batch.BatchScorer}; {@link
 * io.nightjar.shared.batch.CatalogueBlock} is what all tasks of a process share, {@link
 * io.nightjar.shared.batch.TopLists} what one task gets. {@link
 * io.nightjar.shared.batch.CandidateScorer} is for queries that differ in their candidates.
 */
package io.nightjar.shared.batch;
