package io.nightjar.jobs.interactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.shared.fuzz.Mutations;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lines of CSV that nobody would think of: each is taken or set aside, and what is taken keeps the
 * rules. The property {@code nightjar.fuzz.lines} asks for more of them.
 */
class CsvFuzzTest {
  private static final long SEED = 20_260_131;
  private static final int LINES = Integer.getInteger("nightjar.fuzz.lines", 3000);
  private static final List<byte[]> SEEDS =
      Stream.of(
              "u1,i1,1700000000,view,0.5,tv",
              "\"u,2\",\"i \"\"2\"\"\",1700000001,buy,,",
              "u3,\"say \\\"i3\\\"\",-9,,1e3,\"a&b=c\"",
              "\u00fc,\ud83d\ude00,0, view ,NaN,%00",
              ",,,,,",
              "u4,i4,1700000000.0,view,-0,\"open")
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .toList();

  @TempDir Path folder;

  @Test
  void everyLineIsTakenOrSetAside() throws IOException {
    Path file = folder.resolve("lines.csv");
    long lines = write(file);
    InputRules rules =
        new InputRules(
            new ColumnNames(Map.of()),
            List.of("DEVICE"),
            EventRules.ALL,
            1,
            folder.resolve("rejected").toUri().toString(),
            "rejected");
    Interactions read =
        new InteractionsReader(TestSpark.session(), rules, new Steps()).read(file.toString());
    assertThat(read.count() + read.rejected()).as("seed %d", SEED).isEqualTo(lines);
    for (Row row : read.rows().collectAsList()) {
      assertThat(row.getString(0)).isNotBlank().hasSizeLessThanOrEqualTo(512);
      assertThat(row.getString(1)).isNotBlank().hasSizeLessThanOrEqualTo(512);
      assertThat(Math.abs(row.getLong(2))).isLessThan(100_000_000_000L);
    }
  }

  private static long write(Path file) throws IOException {
    Mutations mutations = new Mutations(SEED, SEEDS);
    long lines = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE,DEVICE\n");
      while (lines < LINES) {
        String line =
            new String(mutations.next(), StandardCharsets.UTF_8)
                .replace('\r', ' ')
                .replace('\n', ' ');
        if (!line.trim().isEmpty()) {
          out.write(line + "\n");
          lines++;
        }
      }
    }
    return lines;
  }
}
