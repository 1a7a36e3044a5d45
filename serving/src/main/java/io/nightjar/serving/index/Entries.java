package io.nightjar.serving.index;

/** The lists of one row group: whose they are, and where they lie. Not thread-safe. */
final class Entries {
  private final String[] contexts;
  private final int[] users;
  private final long[] places;
  private final int[] lengths;
  private int size;

  /** Room for so many lists. */
  Entries(long lists) {
    int room = Math.toIntExact(lists);
    contexts = new String[room];
    users = new int[room];
    places = new long[room];
    lengths = new int[room];
  }

  void add(String context, int user, long place, int length) {
    contexts[size] = context;
    users[size] = user;
    places[size] = place;
    lengths[size] = length;
    size++;
  }

  int size() {
    return size;
  }

  /** The user of the list added last; -1 before the first. */
  int lastUser() {
    return size == 0 ? -1 : users[size - 1];
  }

  String context(int entry) {
    return contexts[entry];
  }

  int user(int entry) {
    return users[entry];
  }

  long place(int entry) {
    return places[entry];
  }

  int length(int entry) {
    return lengths[entry];
  }
}
