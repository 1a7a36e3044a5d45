package io.nightjar.serving.api;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Random UUIDs of the quality of {@link UUID#randomUUID}, without its lock for each: every thread
 * draws from the system's generator for many at once. Safe for use by many threads.
 */
public final class RandomUuids {
  private static final int DRAWN = 4096;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ThreadLocal<ByteBuffer> LEFT =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(DRAWN).limit(0));

  private RandomUuids() {}

  /** A fresh one: version 4, 122 random bits. */
  public static UUID next() {
    ByteBuffer left = LEFT.get();
    if (!left.hasRemaining()) {
      byte[] drawn = new byte[DRAWN];
      RANDOM.nextBytes(drawn);
      left.clear().put(drawn).flip();
    }
    return new UUID(
        (left.getLong() & ~0xF000L) | 0x4000L,
        (left.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
  }
}
