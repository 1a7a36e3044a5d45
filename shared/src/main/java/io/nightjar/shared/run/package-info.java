/**
 * {@code runs/RUN.json}: what a night did, step by step. {@link io.nightjar.shared.run.RunReport}
 * is the file; the jobs write it, and whoever shows nights reads it.
 */
package io.nightjar.shared.run;
