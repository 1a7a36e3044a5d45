/**
 * The contract between the writers and the readers of the Parquet tables: every column name,
 * spelled once. {@code docs/tables.md} describes the columns for analysts.
 */
package io.nightjar.shared.table;
