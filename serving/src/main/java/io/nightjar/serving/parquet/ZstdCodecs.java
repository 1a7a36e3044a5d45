package io.nightjar.serving.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Decompresses the pages of a store's tables: Zstandard, or not compressed at all. Stateless and
 * safe for use by many threads.
 *
 * <p>Parquet's own factory looks its codecs up in Hadoop's configuration, which this program does
 * without.
 */
public final class ZstdCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("the server writes no tables");
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD && codec != CompressionCodecName.UNCOMPRESSED) {
      throw new IllegalArgumentException("compression must be ZSTD or UNCOMPRESSED: " + codec);
    }
    return new Decompressor(codec);
  }

  @Override
  public void release() {}

  private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
      return codec == CompressionCodecName.ZSTD
          ? BytesInput.from(decompressed(whole(bytes), decompressedSize))
          : bytes;
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
        throws IOException {
      ByteBuffer bytes = input.slice(input.position(), compressedSize);
      input.position(input.position() + compressedSize);
      output.put(
          codec == CompressionCodecName.ZSTD
              ? ByteBuffer.wrap(decompressed(bytes, decompressedSize))
              : bytes);
    }

    private static ByteBuffer whole(BytesInput bytes) throws IOException {
      ByteBufferInputStream in = bytes.toInputStream();
      return in.slice(in.available());
    }

    @Override
    public void release() {}

    private static byte[] decompressed(ByteBuffer bytes, int decompressedSize) throws IOException {
      byte[] target = new byte[decompressedSize];
      byte[] source = bytes.hasArray() ? bytes.array() : new byte[bytes.remaining()];
      int from = bytes.hasArray() ? bytes.arrayOffset() + bytes.position() : 0;
      if (!bytes.hasArray()) {
        bytes.duplicate().get(source);
      }
      long size =
          Zstd.decompressByteArray(target, 0, decompressedSize, source, from, bytes.remaining());
      if (Zstd.isError(size)) {
        throw new IOException("Zstandard page is damaged: " + Zstd.getErrorName(size));
      }
      if (size != decompressedSize) {
        throw new IOException("Zstandard page must hold " + decompressedSize + " bytes: " + size);
      }
      return target;
    }
  }
}
