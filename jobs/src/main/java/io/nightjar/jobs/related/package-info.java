/**
 * Items that go with an item, the rows of {@code similar_items/}: in come interactions ({@link
 * io.nightjar.jobs.related.CoOccurrence}, for aws-sims) or the items of a trained model ({@link
 * io.nightjar.jobs.related.SimilarItemRows}, for aws-similar-items).
 */
package io.nightjar.jobs.related;
