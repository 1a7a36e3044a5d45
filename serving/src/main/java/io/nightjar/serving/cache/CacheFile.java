package io.nightjar.serving.cache;

import io.nightjar.serving.index.Sections;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A file of sections.
 *
 * <p>Its form, integers big-endian: the eight bytes {@code NJTABLE1}; where the directory begins, a
 * long; sections, each beginning at a multiple of 4,096; the directory; CRC-32C of the directory,
 * an int. The directory: the key as an int with its length and UTF-8; an int with the number of
 * sections; for each its name, as an int and UTF-8, where it begins, a long, its length, a long,
 * and its CRC-32C, an int.
 */
final class CacheFile {
  private static final long MAGIC = 0x4E4A5441424C4531L;
  private static final int HEADER = 16;
  private static final int PAGE = 4096;
  private static final int BUFFER = 1 << 20;
  private static final int LARGEST_DIRECTORY = 1 << 26;

  private CacheFile() {}

  /** Where a section lies. */
  private record Extent(long begin, long length, int crc) {}

  /**
   * The sections of a file, each byte of which has been compared with its checksum.
   *
   * @throws DamagedCacheException if it is not whole, or of another key
   */
  static SortedMap<String, ByteBuffer> open(Path file, CacheKey key)
      throws IOException, DamagedCacheException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SortedMap<String, Extent> directory = directory(channel, key);
      // Read, not through the mapping: then only what requests touch is resident.
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      for (Map.Entry<String, Extent> section : directory.entrySet()) {
        if (crc(channel, section.getValue(), buffer) != section.getValue().crc) {
          throw new DamagedCacheException("section " + section.getKey() + " is damaged");
        }
      }
      return mapped(channel, directory);
    }
  }

  /** The sections of a file that this process has just written. */
  static SortedMap<String, ByteBuffer> map(Path file, CacheKey key)
      throws IOException, DamagedCacheException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return mapped(channel, directory(channel, key));
    }
  }

  private static SortedMap<String, ByteBuffer> mapped(
      FileChannel channel, SortedMap<String, Extent> directory) throws IOException {
    SortedMap<String, ByteBuffer> sections = new TreeMap<>();
    for (Map.Entry<String, Extent> section : directory.entrySet()) {
      Extent extent = section.getValue();
      sections.put(
          section.getKey(),
          channel
              .map(FileChannel.MapMode.READ_ONLY, extent.begin, extent.length)
              .order(ByteOrder.LITTLE_ENDIAN));
    }
    return Collections.unmodifiableSortedMap(sections);
  }

  private static SortedMap<String, Extent> directory(FileChannel channel, CacheKey key)
      throws IOException, DamagedCacheException {
    ByteBuffer header = read(channel, 0, HEADER);
    if (header.getLong() != MAGIC) {
      throw new DamagedCacheException("it is not a file of the cache, or was not finished");
    }
    long begin = header.getLong();
    long length = channel.size() - begin - Integer.BYTES;
    if (begin < HEADER || length < 0 || length > LARGEST_DIRECTORY) {
      throw new DamagedCacheException("it is not whole");
    }
    byte[] bytes = new byte[(int) length];
    read(channel, begin, bytes.length).get(bytes);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    if (read(channel, begin + length, Integer.BYTES).getInt() != (int) crc.getValue()) {
      throw new DamagedCacheException("its directory is damaged");
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (!text(in).equals(key.text())) {
        throw new DamagedCacheException("it was built from other files");
      }
      SortedMap<String, Extent> directory = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        directory.put(text(in), new Extent(in.readLong(), in.readLong(), in.readInt()));
      }
      return directory;
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static ByteBuffer read(FileChannel channel, long from, int length)
      throws IOException, DamagedCacheException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new DamagedCacheException("it is not whole");
      }
    }
    return bytes.flip();
  }

  private static int crc(FileChannel channel, Extent extent, ByteBuffer buffer)
      throws IOException, DamagedCacheException {
    CRC32C crc = new CRC32C();
    long at = extent.begin;
    long end = extent.begin + extent.length;
    while (at < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new DamagedCacheException("it is not whole");
      }
      crc.update(buffer.flip());
      at += read;
    }
    return (int) crc.getValue();
  }

  /** Begins a file, which must not be there. */
  static Writer create(Path file) throws IOException {
    return new Writer(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  /**
   * Sections that are written to a file. Not thread-safe, but the buffers may be filled by many
   * threads.
   *
   * <p>The room of a section is written with zeros before it is mapped: on a full disk that fails
   * in the ordinary way, where a write to a mapping would end in a fault.
   */
  static final class Writer implements Sections, AutoCloseable {
    private final FileChannel channel;
    private final SortedMap<String, ByteBuffer> sections = new TreeMap<>();
    private final Map<String, Long> begins = new TreeMap<>();
    private long end = PAGE;

    private Writer(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public ByteBuffer add(String name, long bytes) {
      if (bytes > LARGEST) {
        throw new IllegalArgumentException(
            "section " + name + " must not have more than " + LARGEST + " bytes: " + bytes);
      }
      try {
        writeZeros(end, bytes);
        ByteBuffer section =
            channel.map(FileChannel.MapMode.READ_WRITE, end, bytes).order(ByteOrder.LITTLE_ENDIAN);
        sections.put(name, section);
        begins.put(name, end);
        end = (end + bytes + PAGE - 1) / PAGE * PAGE;
        return section;
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }

    private void writeZeros(long from, long count) throws IOException {
      ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(BUFFER, Math.max(1, count)));
      for (long at = from; at < from + count; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), from + count - at));
        at += channel.write(zeros, at);
      }
    }

    @Override
    public SortedMap<String, ByteBuffer> all() {
      return Collections.unmodifiableSortedMap(sections);
    }

    /** Writes what makes it whole. */
    void finish(CacheKey key) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      write(out, key.text());
      out.writeInt(sections.size());
      for (Map.Entry<String, ByteBuffer> section : sections.entrySet()) {
        ByteBuffer content = section.getValue().duplicate().clear();
        CRC32C crc = new CRC32C();
        crc.update(content.duplicate());
        write(out, section.getKey());
        out.writeLong(begins.get(section.getKey()));
        out.writeLong(content.capacity());
        out.writeInt((int) crc.getValue());
      }
      CRC32C crc = new CRC32C();
      crc.update(bytes.toByteArray());
      out.writeInt((int) crc.getValue());
      write(ByteBuffer.wrap(bytes.toByteArray()), end);
      write(ByteBuffer.allocate(HEADER).putLong(MAGIC).putLong(end).flip(), 0);
    }

    private static void write(DataOutputStream out, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
      long position = at;
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
