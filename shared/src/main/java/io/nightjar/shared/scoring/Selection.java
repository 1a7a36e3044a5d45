package io.nightjar.shared.scoring;

/**
 * Partial sorting: Hoare's quickselect with the median of three as pivot (C. A. R. Hoare, Algorithm
 * 65: Find, CACM 4(7), 1961).
 */
public final class Selection {
  private Selection() {}

  /**
   * Moves the {@code k} greatest of {@code keys[from, to)} to its front, the least of them last.
   *
   * @param k 1 to {@code to - from}
   * @return the k-th greatest
   */
  public static long greatestFirst(long[] keys, int from, int to, int k) {
    int target = from + k - 1;
    int low = from;
    int high = to - 1;
    while (low < high) {
      long pivot = median(keys[low], keys[(low + high) >>> 1], keys[high]);
      int left = low;
      int right = high;
      while (left <= right) {
        while (keys[left] > pivot) {
          left++;
        }
        while (keys[right] < pivot) {
          right--;
        }
        if (left <= right) {
          long swapped = keys[left];
          keys[left++] = keys[right];
          keys[right--] = swapped;
        }
      }
      if (target <= right) {
        high = right;
      } else if (target >= left) {
        low = left;
      } else {
        break;
      }
    }
    return keys[target];
  }

  private static long median(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
