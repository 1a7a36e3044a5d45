package io.nightjar.serving.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.ParquetDecodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthsTest {
  private static RunLengths entries(int bitWidth, int... bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 + bytes.length);
    buffer.put((byte) bitWidth);
    for (int value : bytes) {
      buffer.put((byte) value);
    }
    return RunLengths.entries(ByteBufferInputStream.wrap(buffer.flip()));
  }

  private static int[] read(RunLengths numbers, int count) {
    int[] read = new int[count];
    numbers.read(read, count);
    return read;
  }

  /** Runs and stretches without runs, as numbers of so many bits. */
  private static int[] drawn(Random random, int bitWidth) {
    int[] numbers = new int[5_000];
    int at = 0;
    while (at < numbers.length) {
      int end = Math.min(numbers.length, at + 1 + random.nextInt(40));
      boolean run = random.nextBoolean();
      int number = random.nextInt();
      for (; at < end; at++) {
        numbers[at] = (run ? number : random.nextInt()) & (int) ((1L << bitWidth) - 1);
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 25, 31, 32})
  void whatParquetWritesIsReadInPortionsOfAnySize(int bitWidth) throws IOException {
    Random random = new Random(bitWidth);
    int[] numbers = drawn(random, bitWidth);
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            bitWidth, 64, 1 << 20, HeapByteBufferAllocator.getInstance())) {
      for (int number : numbers) {
        encoder.writeInt(number);
      }
      byte[] encoded = encoder.toBytes().toInputStream().readAllBytes();
      ByteBuffer bytes = ByteBuffer.allocate(1 + encoded.length);
      bytes.put((byte) bitWidth).put(encoded).flip();
      RunLengths read = RunLengths.entries(ByteBufferInputStream.wrap(bytes));
      for (int at = 0; at < numbers.length; ) {
        int some = Math.min(numbers.length - at, 1 + random.nextInt(60));
        assertThat(read(read, some))
            .as("from %d", at)
            .isEqualTo(Arrays.copyOfRange(numbers, at, at + some));
        at += some;
      }
    }
  }

  /** The example of Parquet's description of the encoding: 0 to 7 in three bits each. */
  @Test
  void packedNumbersLieLowestBitFirst() throws IOException {
    assertThat(read(entries(3, 0b11, 0b10001000, 0b11000110, 0b11111010), 8))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void aRunHasOneNumber() throws IOException {
    assertThat(read(entries(9, 3 << 1, 0x2C, 1), 3)).containsExactly(300, 300, 300);
  }

  @Test
  void numbersWithoutBitsAreZero() throws IOException {
    assertThat(read(entries(0), 3)).containsOnly(0);
    assertThat(read(RunLengths.levels(null, 0), 2)).containsOnly(0);
    assertThat(read(RunLengths.entries(ByteBufferInputStream.wrap(List.of())), 2)).containsOnly(0);
  }

  @Test
  void whatEndsTooSoonIsRefused() throws IOException {
    for (RunLengths numbers :
        List.of(entries(3), entries(3, 0b11, 1), entries(9, 3 << 1, 1), entries(3, 0x80))) {
      assertThatThrownBy(() -> read(numbers, 8))
          .isInstanceOf(ParquetDecodingException.class)
          .hasMessage("a page ends before its levels or entries do");
    }
  }

  @Test
  void whatNoWriterWritesIsRefused() throws IOException {
    assertThatThrownBy(() -> read(entries(3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), 1))
        .hasMessage("the length of a run has more than 32 bits");
    assertThatThrownBy(() -> entries(33)).hasMessage("numbers must have 0 to 32 bits: 33");
  }
}
