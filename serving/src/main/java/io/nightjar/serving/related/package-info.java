/**
 * Answers that do not depend on the user: from a snapshot and, for related items, an item, to a
 * list of items without scores. Start at {@link io.nightjar.serving.related.RelatedRecommender}.
 */
package io.nightjar.serving.related;
