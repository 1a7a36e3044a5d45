/**
 * Arithmetic on embeddings.
 *
 * <p>In come rows of floats; out go logits and sums of their exponentials. Start at {@link
 * io.nightjar.shared.vector.EmbeddingMatrix} (how embeddings are held), then {@link
 * io.nightjar.shared.vector.PackedItems} (the same rows, laid out for scoring), {@link
 * io.nightjar.shared.vector.Kernel} (the inner loops) and {@link
 * io.nightjar.shared.vector.ScalarKernel} (which defines every logit to the last bit).
 */
package io.nightjar.shared.vector;
