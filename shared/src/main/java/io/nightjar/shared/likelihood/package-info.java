/**
 * The likelihood of what users chose under the softmax that is served, and its gradient.
 *
 * <p>In come query vectors, item embeddings and choices; out come a loss in nats and gradients.
 * Start at {@link io.nightjar.shared.likelihood.SoftmaxGradient}.
 */
package io.nightjar.shared.likelihood;
