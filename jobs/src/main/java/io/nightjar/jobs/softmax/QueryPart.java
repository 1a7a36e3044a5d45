package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.Choices;
import java.io.Serializable;

/**
 * The queries of some users, as they were asked and answered in the past: one for each user and
 * context that occur together, with the items that were chosen. Immutable.
 *
 * <p>Some queries have no user: the same choices made by a stranger. They teach the item bias, so
 * that somebody who is not known is answered by popularity, in context.
 */
final class QueryPart implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In {@link #user(int)}: nobody. */
  static final int STRANGER = -1;

  private final int number;
  private final int[] users;
  private final int[] queryUsers;
  private final int[] contextStarts;
  private final int[] contextValues;
  private final Choices choices;

  QueryPart(
      int number,
      int[] users,
      int[] queryUsers,
      int[] contextStarts,
      int[] contextValues,
      Choices choices) {
    this.number = number;
    this.users = users;
    this.queryUsers = queryUsers;
    this.contextStarts = contextStarts;
    this.contextValues = contextValues;
    this.choices = choices;
  }

  /** Its number among all parts. */
  int number() {
    return number;
  }

  /** Ordinals of the users, ascending. Read only. */
  int[] users() {
    return users;
  }

  /** Number of queries. */
  int queries() {
    return queryUsers.length;
  }

  /** Position of a query's user in {@link #users}, or {@link #STRANGER}. */
  int user(int query) {
    return queryUsers[query];
  }

  /** Where the context values of a query start; of the number of queries: where the last end. */
  int contextStart(int query) {
    return contextStarts[query];
  }

  /** Ordinal of a context value. */
  int contextValue(int position) {
    return contextValues[position];
  }

  Choices choices() {
    return choices;
  }
}
