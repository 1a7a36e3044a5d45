package io.nightjar.jobs.precompute;

import java.io.Serializable;

/**
 * The users of one task: a range of rows.
 *
 * @param number of the task, from 0, in the order of the users
 * @param from first row; row 0 is the user that the model does not know, row i is row i - 1 of
 *     {@code users/}
 * @param end the row after the last one
 */
record UserSlice(int number, long from, long end) implements Serializable {}
