package io.nightjar.serving.console;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.Ids;
import java.util.ArrayList;
import java.util.List;

/** Finds ids by how they begin, without a look at the others. */
final class IdPrefix {
  private IdPrefix() {}

  /** Ordinals of the first ids, in their order, that begin so. */
  static List<Integer> ordinals(Ids ids, String prefix, int most) {
    int from = 0;
    int to = ids.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (IdMap.ORDER.compare(ids.id(ids.sorted(middle)), prefix) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    List<Integer> found = new ArrayList<>();
    while (from < ids.size()
        && found.size() < most
        && ids.id(ids.sorted(from)).startsWith(prefix)) {
      found.add(ids.sorted(from++));
    }
    return found;
  }
}
