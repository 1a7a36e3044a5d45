package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.cache.CacheConfig;
import io.nightjar.serving.cache.TableCache;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.serving.index.VariantIndex;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.model.EmbeddingModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedModelTest {
  private static final int SIZE = 40;
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path folder;
  private StoreFixture store;
  private String model;

  @BeforeEach
  void publish() {
    store = new StoreFixture(folder.resolve("store"));
    model = store.writeModel(new Checkerboard(SIZE));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
  }

  private CampaignRegistry scanned(CacheConfig cache) {
    CampaignRegistry registry = new CampaignRegistry();
    try (SnapshotReloader reloader =
        new SnapshotReloader(store.root(), registry, new TableCache(cache), NEVER, NEVER)) {
      reloader.scan();
    }
    return registry;
  }

  private CampaignRegistry cached() {
    return scanned(new CacheConfig(folder.resolve("cache")));
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertSameAsOnTheHeap(CampaignRegistry registry) {
    CampaignSnapshot expected = scanned(CacheConfig.none()).snapshot("home");
    CampaignSnapshot actual = registry.snapshot("home");
    EmbeddingModel embeddings = actual.model().embeddings();
    assertThat(embeddings.users().size()).isEqualTo(SIZE);
    assertThat(actual.index().rows()).isEqualTo(expected.index().rows()).isEqualTo(2 * (SIZE + 1));
    for (int user = -1; user < SIZE; user++) {
      if (user >= 0) {
        String id = expected.model().embeddings().users().id(user);
        assertThat(embeddings.users().ordinal(id)).isEqualTo(user);
      }
      assertThat(embeddings.userEmbedding(user))
          .containsExactly(expected.model().embeddings().userEmbedding(user));
      for (String variant : List.of("", StoreFixture.PRECOMPUTED)) {
        assertSameRow(actual.index().variant(variant), expected.index().variant(variant), user);
      }
    }
    assertThat(registry.snapshot("rank").model()).isSameAs(actual.model());
  }

  private static void assertSameRow(VariantIndex actual, VariantIndex expected, int user) {
    assertThat(actual.has(user)).isTrue();
    assertThat(actual.size(user)).isEqualTo(expected.size(user)).isEqualTo(StoreFixture.TOP);
    for (int place = 0; place < StoreFixture.TOP; place++) {
      assertThat(actual.ordinal(user, place)).isEqualTo(expected.ordinal(user, place));
      assertThat(actual.score(user, place)).isEqualTo(expected.score(user, place));
    }
  }

  @Test
  void aModelFromTheCacheIsTheModelFromParquet() {
    assertSameAsOnTheHeap(cached());
    assertThat(files()).hasSize(2);
    assertSameAsOnTheHeap(cached());
  }

  @Test
  void aServerThatStartsAgainReadsNoRowsOfUsersAndNoListsFromParquet() throws IOException {
    cached();
    // Of the same size and with the same columns, which are looked at, but no row could be read.
    for (String table : List.of("users", "recommendations")) {
      try (Stream<Path> parts = Files.list(store.root().resolve("models/" + model + "/" + table))) {
        for (Path part : parts.toList()) {
          eraseRows(part);
        }
      }
    }
    assertThat(scanned(CacheConfig.none()).view().snapshots()).isEmpty();
    CampaignRegistry again = cached();
    assertThat(again.view().failures()).isEmpty();
    assertThat(again.snapshot("home").index().rows()).isEqualTo(2 * (SIZE + 1));
  }

  /**
   * Leaves the footer, whose length stands before the last four bytes, and the marks of the format.
   */
  private static void eraseRows(Path part) throws IOException {
    byte[] bytes = Files.readAllBytes(part);
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    Arrays.fill(bytes, 4, bytes.length - 8 - footer, (byte) 0);
    Files.write(part, bytes);
  }

  @Test
  void aDamagedCacheIsBuiltAnewFromParquet() throws IOException {
    cached();
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    assertSameAsOnTheHeap(cached());
    assertSameAsOnTheHeap(cached());
  }

  @Test
  void aDamagedModelIsRefusedAndLeavesNothingInTheCache() throws IOException {
    Path users = store.root().resolve("models/" + model + "/users");
    try (Stream<Path> parts = Files.list(users)) {
      Path part =
          parts.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(part);
      bytes[bytes.length / 2] ^= 1;
      Files.write(part, bytes);
    }
    CampaignRegistry registry = cached();
    assertThat(registry.view().snapshots()).isEmpty();
    assertThat(registry.view().failures().get("home").message()).contains("must have the SHA-256");
    assertThat(files()).isEmpty();
  }

  @Test
  void theCacheOfAModelGoesWithTheModel() throws IOException {
    cached();
    List<Path> old = files();
    String next = store.writeModel(new Checkerboard(SIZE));
    store.publish("home", StoreFixture.RECOMMEND, next);
    store.publish("rank", StoreFixture.RANK, next);
    cached();
    assertThat(files()).hasSize(4).containsAll(old);
    Path gone = folder.resolve("gone");
    Files.move(store.root().resolve("models/" + model), gone);
    cached();
    assertThat(files()).hasSize(2).doesNotContainAnyElementsOf(old);
  }
}
