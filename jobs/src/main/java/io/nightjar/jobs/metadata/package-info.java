/**
 * What the columns of items and users say about their embeddings: features and a ridge regression,
 * for those that nobody has taken yet and that have not yet taken anything.
 */
package io.nightjar.jobs.metadata;
