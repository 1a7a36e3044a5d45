package io.nightjar.jobs.precompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.board.FailingFileSystem;
import io.nightjar.jobs.board.SyntheticStore;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the table: what they hold however the work is cut, and when attempts fail. */
class PrecomputeFilesTest {
  private static final List<Integer> USERS = List.of(100, 1, 150);
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private SyntheticStore made;
  private ModelStore store;

  @BeforeAll
  static void registerFileSystem() {
    FailingFileSystem.register(TestSpark.session().sparkContext().hadoopConfiguration());
  }

  @BeforeEach
  void makeStore() throws IOException {
    made = new SyntheticStore(folder, 8);
    made.users(USERS, 2000);
    made.items(3000);
    made.contexts(3);
    made.finish();
    store = new ModelStore(folder.toString(), new Configuration());
  }

  private ModelManifest precompute(String root, long taskBytes, long blockBytes) {
    return new Precompute(
            TestSpark.session(),
            new PrecomputeConfig(root, made.model(), 20, 32, taskBytes, blockBytes),
            new Steps())
        .run();
  }

  private List<Row> rows(ModelManifest manifest) {
    return new ModelReader(TestSpark.session(), store, manifest)
        .table("recommendations")
        .collectAsList();
  }

  /** Ids and scores, without the log-partition, whose last bits depend on the blocks. */
  private List<String> lists(ModelManifest manifest) {
    return rows(manifest).stream()
        .map(row -> row.get(0) + " " + row.get(1) + " " + ids(row))
        .sorted()
        .toList();
  }

  private static List<String> ids(Row row) {
    List<Row> items = row.getList(3);
    return items.stream().map(item -> item.getString(0)).toList();
  }

  @Test
  void neitherTasksNorChunksNorBlocksChangeTheLists() {
    ModelManifest whole = precompute(folder.toString(), 64 * MEGABYTE, 0);
    List<String> expected = lists(whole);
    List<Row> expectedRows = sorted(rows(whole));
    assertThat(expected).hasSize(3 * 252);
    assertThat(whole.filesIn("recommendations")).hasSize(1);

    ModelManifest cut = precompute(folder.toString(), 2000, 0);
    assertThat(cut.filesIn("recommendations").size()).isGreaterThan(64);
    assertThat(sorted(rows(cut))).isEqualTo(expectedRows);

    ModelManifest blocks = precompute(folder.toString(), 5000, 20_000);
    assertThat(lists(blocks)).isEqualTo(expected);
    List<Row> blockRows = sorted(rows(blocks));
    for (int i = 0; i < expectedRows.size(); i++) {
      double logPartition = expectedRows.get(i).getDouble(2);
      assertThat(Math.abs(blockRows.get(i).getDouble(2) - logPartition))
          .isLessThan(1e-6 * Math.max(1, Math.abs(logPartition)));
    }
  }

  private static List<Row> sorted(List<Row> rows) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(row -> row.getString(1) + " " + row.get(0)));
    return sorted;
  }

  @Test
  void everyFileIsSortedAndHoldsUsersOfItsOwn() {
    ModelManifest manifest = precompute(folder.toString(), 5000, 0);
    String last = null;
    for (String file : manifest.filesIn("recommendations")) {
      List<Row> rows =
          TestSpark.session().read().parquet(made.path(file).toString()).collectAsList();
      List<String> users =
          rows.stream().filter(row -> row.getString(1).isEmpty()).map(r -> r.getString(0)).toList();
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).getString(0)).isEqualTo(users.get(i % users.size()));
        assertThat(rows.get(i).getString(1)).isEqualTo(manifest.variants().get(i / users.size()));
      }
      for (String user : users) {
        assertThat(last == null || IdMap.ORDER.compare(last, user) < 0).isTrue();
        last = user;
      }
    }
  }

  @Test
  void theManifestTellsTheSizeAndDigestOfEveryFile() throws Exception {
    ModelManifest manifest = precompute(folder.toString(), 5000, 0);
    for (String file : manifest.filesIn("recommendations")) {
      byte[] content = Files.readAllBytes(made.path(file));
      assertThat(manifest.files().get(file))
          .isEqualTo(
              new ModelManifest.FileEntry(
                  content.length,
                  HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content))));
    }
  }

  @Test
  void anAttemptThatFailsHalfwayLeavesEachRowOnce() {
    List<String> expected = lists(precompute(folder.toString(), 64 * MEGABYTE, 0));
    FailingFileSystem.fail(1);
    ModelManifest manifest = precompute("failing:" + folder, 2000, 0);
    assertThat(FailingFileSystem.left()).isZero();
    assertThat(lists(manifest)).isEqualTo(expected);
    assertThat(filesOnDisk()).isEqualTo(manifest.filesIn("recommendations"));
  }

  @Test
  void aJobThatFailsLeavesNothingToSeeAndTheNextOneCleansUp() throws IOException {
    precompute(folder.toString(), 64 * MEGABYTE, 0);
    Path leftover = made.path("_attempts/killed/part-00000-00000-attempt-3.parquet");
    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half a file");
    FailingFileSystem.fail(1000);
    assertThatThrownBy(() -> precompute("failing:" + folder, 5000, 0))
        .hasStackTraceContaining("the disk broke, for a test");
    FailingFileSystem.fail(0);
    assertThat(store.manifest(made.model()).filesIn("recommendations")).isEmpty();
    assertThat(filesOnDisk()).isEmpty();

    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half a file");
    Files.createDirectories(made.path("recommendations"));
    Files.writeString(made.path("recommendations/part-99999.parquet"), "moved, then killed");
    ModelManifest manifest = precompute(folder.toString(), 5000, 0);
    assertThat(made.path("_attempts")).doesNotExist();
    assertThat(filesOnDisk()).isEqualTo(manifest.filesIn("recommendations"));
  }

  private List<String> filesOnDisk() {
    String[] names = made.path("recommendations").toFile().list();
    return names == null
        ? List.of()
        : java.util.Arrays.stream(names).map(name -> "recommendations/" + name).sorted().toList();
  }

  @Test
  void anEmbeddingThatIsNotFiniteIsNamed() throws IOException {
    Files.delete(made.path("users/part-001.parquet"));
    made.embeddings(
        "users/part-001.parquet", "user_id", List.of("user-00000100"), Float.NaN, MEGABYTE);
    made.finish();
    assertThatThrownBy(() -> precompute(folder.toString(), 64 * MEGABYTE, 0))
        .rootCause()
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith(
            "users/part-001.parquet: row 0, user_id 'user-00000100': embedding must be finite:"
                + " value 7 is NaN");
  }

  @Test
  void usersOutOfOrderAreRefused() throws IOException {
    Files.delete(made.path("users/part-001.parquet"));
    made.embeddings("users/part-001.parquet", "user_id", List.of("user-00000099"), 1f, MEGABYTE);
    made.finish();
    assertThatThrownBy(() -> precompute(folder.toString(), 64 * MEGABYTE, 0))
        .rootCause()
        .hasMessageEndingWith(
            "row 0: user_id must be sorted and distinct: 'user-00000099' after 'user-00000099'");
  }

  @Test
  void aTableThatIsThereDoesNotSurviveItsFiles() {
    ModelManifest before = precompute(folder.toString(), 5000, 0);
    ModelManifest after = precompute(folder.toString(), 64 * MEGABYTE, 0);
    assertThat(before.filesIn("recommendations").size()).isGreaterThan(1);
    assertThat(after.filesIn("recommendations"))
        .containsExactly("recommendations/part-00000.parquet");
    assertThat(Map.copyOf(after.files())).containsKeys("users/part-000.parquet");
    assertThat(filesOnDisk()).isEqualTo(after.filesIn("recommendations"));
  }
}
