package io.nightjar.shared.batch;

/**
 * One question to {@link CandidateScorer}: who asks, in which circumstances, and which items are no
 * candidates. The arrays are not copied and must not change.
 *
 * @param user embedding of the user
 * @param context sum of the context embeddings, null for none; queries that share the array share
 *     the work
 * @param excluded ordinals of the items that are no candidates, ascending, without repeats
 * @param asked ordinals of the candidates whose logits are wanted, ascending, without repeats; none
 *     of them is excluded
 */
public record CandidateQuery(float[] user, float[] context, int[] excluded, int[] asked) {}
