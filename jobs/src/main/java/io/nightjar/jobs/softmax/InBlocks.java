package io.nightjar.jobs.softmax;

import java.util.stream.IntStream;

/** Work on the coordinates of a long array, each for itself, block by block on all cores. */
final class InBlocks {
  private static final int BLOCK = 1 << 16;

  private InBlocks() {}

  /** Takes the positions from {@code from} to before {@code to}. */
  interface Block {
    void take(int from, int to);
  }

  /** Takes the positions from 0 to before {@code length}. */
  static void of(int length, Block block) {
    IntStream.range(0, (int) (((long) length + BLOCK - 1) / BLOCK))
        .parallel()
        .forEach(
            number -> block.take(number * BLOCK, (int) Math.min(length, (number + 1L) * BLOCK)));
  }
}
