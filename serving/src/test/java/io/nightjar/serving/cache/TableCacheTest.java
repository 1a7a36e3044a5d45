package io.nightjar.serving.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.index.Sections;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCacheTest {
  private static final String MODEL = "20260101T000000000Z-00000001";
  private static final CacheKey KEY = new CacheKey("model and digests");

  @TempDir Path folder;
  private TableCache cache;
  private int fills;

  @BeforeEach
  void openTheCache() {
    cache = new TableCache(new CacheConfig(folder.resolve("cache")));
  }

  private void fill(Sections sections) {
    fills++;
    ByteBuffer numbers = sections.add("numbers", 10_000);
    for (int i = 0; i < 2_500; i++) {
      numbers.putInt(4 * i, i * i);
    }
    sections.add("nothing", 0);
    sections.add("text", 3).put(0, new byte[] {'a', 'b', 'c'});
  }

  private Map<String, ByteBuffer> sections(CacheKey key) {
    return cache.sections("users", MODEL, key, this::fill);
  }

  private static void assertFilled(Map<String, ByteBuffer> sections) {
    assertThat(sections.keySet()).containsExactly("nothing", "numbers", "text");
    for (int i = 0; i < 2_500; i++) {
      assertThat(sections.get("numbers").getInt(4 * i)).isEqualTo(i * i);
    }
    assertThat(sections.get("text").get(2)).isEqualTo((byte) 'c');
    assertThat(sections.get("text").capacity()).isEqualTo(3);
    assertThat(sections.get("nothing").capacity()).isZero();
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWasBuiltOnceIsMappedTheNextTime() {
    assertFilled(sections(KEY));
    assertThat(files()).hasSize(1);
    Map<String, ByteBuffer> again = sections(KEY);
    assertFilled(again);
    assertThat(again.values()).allMatch(ByteBuffer::isReadOnly);
    assertThat(fills).isEqualTo(1);
  }

  @Test
  void otherFilesMakeAnotherTable() {
    sections(KEY);
    sections(new CacheKey("model and other digests"));
    assertThat(fills).isEqualTo(2);
    assertThat(files()).hasSize(2);
  }

  @Test
  void aFileOfAnotherKeyUnderThisNameIsBuiltAnew() throws IOException {
    sections(KEY);
    Path file = files().get(0);
    sections(new CacheKey("foreign"));
    Path foreign = files().stream().filter(other -> !other.equals(file)).findFirst().orElseThrow();
    Files.move(foreign, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    fills = 0;
    assertFilled(sections(KEY));
    assertThat(fills).isEqualTo(1);
  }

  @Test
  void everyDamagedByteIsFoundAndTheFileBuiltAnew() throws IOException {
    sections(KEY);
    Path file = files().get(0);
    long size = Files.size(file);
    // The header; a byte of each section; the directory from its first byte to its checksum.
    List<Long> places = new ArrayList<>(List.of(0L, 9L, 15L, 4_096L, 9_000L, 16_384L, 16_386L));
    for (long place = size - 20; place < size; place++) {
      places.add(place);
    }
    for (long place : places) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.seek(place);
        int good = bytes.read();
        bytes.seek(place);
        bytes.write(good ^ 0x10);
      }
      fills = 0;
      assertFilled(sections(KEY));
      assertThat(fills).as("built anew after damage at " + place).isEqualTo(1);
    }
  }

  @Test
  void aFileCutShortAnywhereIsBuiltAnew() throws IOException {
    sections(KEY);
    Path file = files().get(0);
    long whole = Files.size(file);
    for (long size : new long[] {0, 7, 15, 16, 4_096, 12_000, whole - 30, whole - 1}) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.setLength(size);
      }
      fills = 0;
      assertFilled(sections(KEY));
      assertThat(fills).as("built anew when cut to " + size).isEqualTo(1);
    }
  }

  @Test
  void aTableThatCannotBeFilledLeavesNoFile() {
    assertThatThrownBy(
            () ->
                cache.sections(
                    "users",
                    MODEL,
                    KEY,
                    sections -> {
                      sections.add("numbers", 100);
                      throw new IllegalStateException("a damaged table");
                    }))
        .hasMessage("a damaged table");
    assertThat(files()).isEmpty();
  }

  @Test
  void withoutAFolderMemoryIsUsed() {
    cache = new TableCache(CacheConfig.none());
    Map<String, ByteBuffer> sections = sections(KEY);
    assertFilled(sections);
    assertThat(sections.values()).noneMatch(ByteBuffer::isReadOnly);
  }

  @Test
  void aFolderThatIsGoneCostsTheCacheNotTheTable() throws IOException {
    Files.delete(folder.resolve("cache"));
    Map<String, ByteBuffer> sections = sections(KEY);
    assertFilled(sections);
    assertThat(sections.values()).noneMatch(ByteBuffer::isReadOnly);
  }

  @Test
  void filesOfModelsThatAreGoneAreDeletedAndNoOthers() throws IOException {
    sections(KEY);
    Path kept = files().get(0);
    cache.sections("users", "20250101T000000000Z-00000002", KEY, this::fill);
    Path stranger = Files.createFile(folder.resolve("cache/notes.nightjar"));
    Path building = Files.createFile(folder.resolve("cache/" + MODEL + ".users.1.unfinished"));
    Path abandoned = Files.createFile(folder.resolve("cache/" + MODEL + ".users.2.unfinished"));
    Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    cache.prune(MODEL::equals);
    assertThat(files()).containsExactlyInAnyOrder(kept, stranger, building);
  }

  @Test
  void aMappingEndsWhenNothingRefersToIt() throws InterruptedException {
    WeakReference<ByteBuffer> mapping = new WeakReference<>(sections(KEY).get("numbers"));
    for (int attempt = 0; attempt < 100 && mapping.get() != null; attempt++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(mapping.get()).isNull();
  }

  @Test
  void aCacheThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> new CacheConfig(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cache must be a folder");
  }
}
