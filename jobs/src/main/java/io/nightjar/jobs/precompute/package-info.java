/**
 * From a model to its recommendations table: every user against every item, plain and in the most
 * frequent context variants. Start at {@link io.nightjar.jobs.precompute.PrecomputeJob}.
 */
package io.nightjar.jobs.precompute;
