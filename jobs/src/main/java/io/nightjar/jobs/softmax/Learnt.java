package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.ItemRows;

/**
 * What was learnt: embeddings as they are served. Immutable; the arrays are not to be changed.
 *
 * @param users row by row, {@code width} coordinates each, without the constant
 * @param items with their biases as last coordinate
 * @param contexts row by row, {@code width + 1} coordinates each
 * @param width coordinates of an embedding without the last
 * @param loss mean loss of the last epoch in nats, as its steps saw it; NaN where there is none
 */
public record Learnt(float[] users, ItemRows items, float[] contexts, int width, double loss) {}
