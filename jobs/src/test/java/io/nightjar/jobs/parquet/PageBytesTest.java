package io.nightjar.jobs.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.junit.jupiter.api.Test;

/** Parquet's own decoder reads what was put. */
class PageBytesTest {
  @Test
  void runsAndPackedBitsOfEveryWidthComeBack() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    for (int bitWidth = 1; bitWidth <= 31; bitWidth++) {
      for (int count : new int[] {1, 7, 8, 9, 1000}) {
        int[] values = random.ints(count, 0, 1 << Math.min(bitWidth, 30)).toArray();
        PageBytes bytes = new PageBytes();
        bytes.putRun(300, values[0], bitWidth);
        bytes.putRun(0, 1, bitWidth);
        bytes.putRun(1, values[count - 1], bitWidth);
        bytes.putPacked(values, count, bitWidth);
        var decoder =
            new RunLengthBitPackingHybridDecoder(
                bitWidth, ByteBufferInputStream.wrap(ByteBuffer.wrap(content(bytes))));
        for (int i = 0; i < 300; i++) {
          assertThat(decoder.readInt()).isEqualTo(values[0]);
        }
        assertThat(decoder.readInt()).isEqualTo(values[count - 1]);
        for (int value : values) {
          assertThat(decoder.readInt()).as("width %d of %d", bitWidth, count).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void numbersAreLittleEndian() throws IOException {
    PageBytes bytes = new PageBytes();
    bytes.putByte(0x7F);
    bytes.putInt(0x04030201);
    bytes.putFloat(1f);
    bytes.putDouble(1.0);
    bytes.putString(new byte[] {5, 6});
    assertThat(content(bytes))
        .isEqualTo(
            new byte[] {
              0x7F,
              1,
              2,
              3,
              4,
              0,
              0,
              (byte) 0x80,
              0x3F,
              0,
              0,
              0,
              0,
              0,
              0,
              (byte) 0xF0,
              0x3F,
              2,
              0,
              0,
              0,
              5,
              6
            });
    int before = bytes.size();
    PageBytes whole = new PageBytes();
    whole.putLevels(bytes);
    assertThat(whole.size()).isEqualTo(before + 4);
    whole.clear();
    whole.putAll(bytes);
    assertThat(content(whole)).isEqualTo(content(bytes));
  }

  private static byte[] content(PageBytes bytes) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    bytes.input().writeAllTo(content);
    return content.toByteArray();
  }
}
