package io.nightjar.shared.batch;

/**
 * What {@link CandidateScorer} found for one query.
 *
 * @param logPartition log Σ exp(logit) over the candidates; negative infinity without any
 * @param ordinals the best candidates, best first, ties by ordinal
 * @param logits theirs
 * @param asked logits of the items that the query asked for
 */
public record CandidateRanking(
    double logPartition, int[] ordinals, float[] logits, float[] asked) {}
