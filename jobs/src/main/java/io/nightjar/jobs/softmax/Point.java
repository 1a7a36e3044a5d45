package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.ItemRows;
import java.io.Serializable;

/**
 * Where the search stands, as tasks need it to ask their queries.
 *
 * @param items final item embeddings, the last coordinate being the bias
 * @param contexts context embeddings, row by row, as long as those of the items
 * @param users for each part the embeddings of its users, row by row, without the constant
 *     coordinate; null for parts that are not asked
 */
record Point(ItemRows items, float[] contexts, float[][] users) implements Serializable {}
