/** Train, precompute, evaluate and publish in one Spark application: what cron or Airflow calls. */
package io.nightjar.jobs.nightly;
