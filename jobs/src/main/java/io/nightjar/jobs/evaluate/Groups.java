package io.nightjar.jobs.evaluate;

import java.io.Serializable;

/**
 * The groups that are measured, numbered: 0 is everything, then users by activity, then items by
 * popularity. Immutable, shared by the tasks of a process.
 *
 * @param activity groups of users
 * @param popularity groups of the items to predict
 */
record Groups(ActivityGroups activity, Popularity popularity) implements Serializable {
  static final int ALL = 0;

  /** Number of groups. */
  int size() {
    return 1 + activity.size() + Popularity.GROUPS;
  }

  /** Number of a group of users. */
  int ofActivity(int group) {
    return 1 + group;
  }

  /** Number of a group of items. */
  int ofPopularity(int group) {
    return 1 + activity.size() + group;
  }
}
