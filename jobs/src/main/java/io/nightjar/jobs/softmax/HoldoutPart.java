package io.nightjar.jobs.softmax;

import java.io.Serializable;

/**
 * Held-out queries and, for each, the items that are no candidates. Immutable.
 *
 * @param queries what was asked and chosen; the users' {@code queries.user} are positions in its
 *     {@code users}
 * @param excludedStarts where the list of each query starts, and where the last one ends
 * @param excluded ordinals of the items that are no candidates
 */
record HoldoutPart(QueryPart queries, int[] excludedStarts, int[] excluded)
    implements Serializable {}
