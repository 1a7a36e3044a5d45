/**
 * Learns users, items and context values together, by maximum likelihood of the softmax that is
 * served.
 *
 * <p>In come numbered interactions and a start, out come embeddings. Start at {@link
 * io.nightjar.jobs.softmax.SoftmaxTrainer}. The parameters live on the driver; tasks hold the
 * interactions and compute the gradient ({@link io.nightjar.shared.likelihood.SoftmaxGradient}).
 */
package io.nightjar.jobs.softmax;
