package io.nightjar.jobs.interactions;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Clean interactions.
 *
 * @param all every interaction that could be read, also those that the event rules leave out:
 *     columns of {@link InteractionColumns}, cached; weights are 0 for those left out
 * @param rows the interactions that count: the same columns but the event type; weights are
 *     positive and 1 on average
 * @param count number of {@code rows}
 * @param rejected rows that were set aside
 * @param users distinct users of {@code rows}
 * @param items distinct items of {@code rows}
 * @param dated whether the source had a TIMESTAMP; otherwise the order of its rows stands for one
 */
public record Interactions(
    Dataset<Row> all,
    Dataset<Row> rows,
    long count,
    long rejected,
    long users,
    long items,
    boolean dated) {}
