/**
 * From a model and interactions it has not seen to metrics, by Personalize's definitions and beside
 * a popularity baseline. Start at {@link io.nightjar.jobs.evaluate.EvaluateJob}.
 */
package io.nightjar.jobs.evaluate;
