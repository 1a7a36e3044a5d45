/**
 * Which model a campaign serves: {@link io.nightjar.jobs.publish.PublishJob} points a campaign at a
 * model, {@link io.nightjar.jobs.publish.RollbackJob} back at the one before, {@link
 * io.nightjar.jobs.publish.PruneJob} removes models that no campaign names. No Spark session
 * needed.
 */
package io.nightjar.jobs.publish;
