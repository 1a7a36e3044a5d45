/**
 * The only place where embeddings become scores.
 *
 * <p>In comes a query vector and candidate items, out goes a ranked list with softmax scores. Start
 * at {@link io.nightjar.shared.scoring.Scorer}. The Spark job that precomputes the tables and the
 * server that answers live call the same methods and so agree on every logit and every order.
 */
package io.nightjar.shared.scoring;
