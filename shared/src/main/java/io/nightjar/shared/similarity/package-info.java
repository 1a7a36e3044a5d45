/**
 * How alike two items are: in come the embeddings, popularity and metadata of a catalogue, out
 * comes for one item the list of those most like it. The jobs fill {@code similar_items/} with it,
 * and the server asks it when the table has too few; start at {@link
 * io.nightjar.shared.similarity.ItemSimilarity}.
 */
package io.nightjar.shared.similarity;
