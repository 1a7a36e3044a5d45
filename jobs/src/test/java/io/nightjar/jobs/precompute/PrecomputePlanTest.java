package io.nightjar.jobs.precompute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrecomputePlanTest {
  private static final long MEGABYTE = 1 << 20;
  private static final PrecomputePlan.Cluster TWO_CORES =
      new PrecomputePlan.Cluster(2, 2, 4096 * MEGABYTE);

  private static PrecomputePlan plan(long users, int items, int variants, long blockBytes) {
    return PrecomputePlan.of(
        new PrecomputePlan.Size(users, items, 64, variants, Math.min(100, items)),
        TWO_CORES,
        64 * MEGABYTE,
        blockBytes);
  }

  @Test
  void aSmallTableIsOneFile() {
    PrecomputePlan plan = plan(61, 60, 3, 0);
    assertThat(plan.slices()).containsExactly(new UserSlice(0, 0, 61));
    assertThat(plan.chunkUsers()).isEqualTo(61);
    assertThat(plan.blocks()).isEqualTo(1);
  }

  @Test
  void everyCoreGetsAsMuchWork() {
    assertThat(plan(20_000, 50_000, 1, 0).tasks()).isEqualTo(2);
    assertThat(plan(200_000, 50_000, 1, 0).tasks() % 2).isZero();
  }

  @Test
  void slicesCoverAllUsersOnce() {
    for (long users : new long[] {1, 2, 61, 199_999, 50_000_000}) {
      PrecomputePlan plan = plan(users, 50_000, 16, 0);
      long next = 0;
      for (UserSlice slice : plan.slices()) {
        assertThat(slice.from()).isEqualTo(next);
        assertThat(slice.end()).isGreaterThan(next);
        next = slice.end();
      }
      assertThat(next).isEqualTo(users);
    }
  }

  @Test
  void memoryOfATaskDoesNotGrowWithTheUsers() {
    long few = plan(1_000_000, 50_000, 16, 0).taskMemory(0);
    long many = plan(1_000_000_000, 50_000, 16, 0).taskMemory(0);
    assertThat(few).isLessThan(192 * MEGABYTE);
    assertThat(many).isLessThan(192 * MEGABYTE);
    assertThat(plan(1_000_000_000, 50_000, 16, 0).tasks()).isEqualTo(32);
  }

  @Test
  void itemsAreCutWhenAQuarterOfTheHeapDoesNotHoldThem() {
    assertThat(plan(100, 2_000_000, 1, 0).blocks()).isEqualTo(1);
    assertThat(plan(100, 2_000_000, 16, 0).blocks()).isEqualTo(1);
    assertThat(plan(100, 2_000_000, 32, 0).blocks()).isEqualTo(4);
    assertThat(plan(100, 2_000_000, 1, 100 * MEGABYTE).blocks()).isEqualTo(5);
  }
}
