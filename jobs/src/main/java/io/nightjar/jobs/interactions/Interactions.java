package io.nightjar.jobs.interactions;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Clean interactions.
 *
 * @param rows columns of {@link InteractionColumns}, cached
 * @param count rows
 * @param rejected rows that were set aside
 * @param users distinct users
 * @param items distinct items
 * @param dated whether the source had a TIMESTAMP; otherwise the order of its rows stands for one
 */
public record Interactions(
    Dataset<Row> rows, long count, long rejected, long users, long items, boolean dated) {}
