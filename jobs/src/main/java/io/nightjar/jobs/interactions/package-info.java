/**
 * From files to clean rows: Personalize's CSV or Parquet columns are read, checked and typed; rows
 * that cannot be read are set aside with the reason. Start at {@link
 * io.nightjar.jobs.interactions.InteractionsReader}.
 */
package io.nightjar.jobs.interactions;
