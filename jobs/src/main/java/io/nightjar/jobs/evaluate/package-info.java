/**
 * From models and interactions they have not seen to metrics: Personalize's and others, with
 * bounds, by groups, beside popularity and a previous model.
 *
 * <p>Start at {@link io.nightjar.jobs.evaluate.Evaluation}; {@code QueryJudge} is what a task does,
 * {@code Measures} what is added up. To add a metric, touch {@code Measures} and docs/tables.md.
 */
package io.nightjar.jobs.evaluate;
