package io.nightjar.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RandomUuidsTest {
  @Test
  void theyAreRandomUuidsOfVersion4() {
    long ones = 0;
    for (int i = 0; i < 10_000; i++) {
      UUID uuid = RandomUuids.next();
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
      ones += Long.bitCount(uuid.getMostSignificantBits());
      ones += Long.bitCount(uuid.getLeastSignificantBits());
    }
    // Of 122 random bits half, and the two that are always set; ten deviations either way.
    assertThat(ones / 10_000.0).isBetween(62.4, 63.6);
  }

  @Test
  void noTwoAreEqualInAnyThread() throws InterruptedException {
    Set<UUID> all = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int drawn = 0; drawn < 5_000; drawn++) {
                  all.add(RandomUuids.next());
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(all).hasSize(20_000);
  }
}
