package io.nightjar.serving.campaign;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The filters that requests may name. Safe for use by many threads: readers never wait, and one
 * thread writes.
 */
public final class FilterRegistry {
  /**
   * One consistent view.
   *
   * @param filters by name
   * @param failures by name of the filter, why its file was refused; a filter may still be served
   *     as it was before
   */
  public record View(SortedMap<String, ServedFilter> filters, SortedMap<String, String> failures) {
    /** Copies the maps. */
    public View {
      filters = Collections.unmodifiableSortedMap(new TreeMap<>(filters));
      failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    }
  }

  private volatile View view = new View(Collections.emptySortedMap(), Collections.emptySortedMap());

  /** What is there at this moment. */
  public View view() {
    return view;
  }

  void replace(View next) {
    view = next;
  }
}
