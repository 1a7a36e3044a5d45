/**
 * From flags to a running job: parsing, the Spark session, exit codes, and what a person reads
 * while the job runs. Start at {@link io.nightjar.jobs.launch.JobRunner}.
 */
package io.nightjar.jobs.launch;
