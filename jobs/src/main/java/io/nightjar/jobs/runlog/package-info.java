/**
 * The record that a run leaves in the store, {@code runs/RUN.json}: begun with it, replaced after
 * every step, and complete when it ends, however it ends.
 */
package io.nightjar.jobs.runlog;
