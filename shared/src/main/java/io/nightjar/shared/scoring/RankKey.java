package io.nightjar.shared.scoring;

/**
 * An item of a ranking as one long whose natural order is the order of the ranking: the greater key
 * has the higher logit or, among equal logits, the lower ordinal. Zeros of either sign are equal.
 */
public final class RankKey {
  private RankKey() {}

  /** The key of an item whose logit is a number. */
  public static long of(float logit, int ordinal) {
    // Adding zero makes -0 a +0.
    int bits = Float.floatToRawIntBits(logit + 0f);
    return (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | (~ordinal & 0xFFFFFFFFL);
  }

  /** The logit of a key; never -0. */
  public static float logit(long key) {
    int bits = (int) (key >> 32);
    return Float.intBitsToFloat(bits ^ (bits >> 31 & Integer.MAX_VALUE));
  }

  /** The ordinal of a key. */
  public static int ordinal(long key) {
    return ~(int) key;
  }
}
