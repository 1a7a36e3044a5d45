package io.nightjar.jobs.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InteractionsReaderTest {
  @TempDir Path folder;

  private Path csv(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private InputRules rules(Map<String, String> columns, double maxBadRows, String... context) {
    return new InputRules(
        new ColumnNames(columns),
        List.of(context),
        EventRules.ALL,
        maxBadRows,
        folder.resolve("rejected").toUri().toString(),
        "rejected");
  }

  private Interactions read(Path path, InputRules rules) {
    return new InteractionsReader(TestSpark.session(), rules, new Steps()).read(path.toString());
  }

  private List<String> rows(Interactions interactions) {
    List<String> rows = new ArrayList<>();
    for (Row row : interactions.rows().orderBy("timestamp").collectAsList()) {
      rows.add(
          row.getString(0)
              + ","
              + row.getString(1)
              + ","
              + row.getLong(2)
              + ","
              + row.getString(3));
    }
    return rows;
  }

  @Test
  void readsPersonalizesColumnsInAnyCase() throws IOException {
    Path file =
        csv(
            "a.csv",
            "Timestamp,item_id,USER_ID,DEVICE",
            "7,\"i,1\",u1,tv",
            "8,\"say \\\"i2\\\"\",u2,",
            "-9,i3,u1,a&b");
    Interactions read = read(file, rules(Map.of(), 0, "DEVICE"));
    assertThat(rows(read))
        .containsExactly("u1,i3,-9,DEVICE=a%26b", "u1,i,1,7,DEVICE=tv", "u2,say \"i2\",8,");
    assertThat(read.users()).isEqualTo(2);
    assertThat(read.items()).isEqualTo(3);
  }

  @Test
  void recognisesDoubledQuotes() throws IOException {
    Path file = csv("a.csv", "USER_ID,ITEM_ID,TIMESTAMP", "u,\"say \"\"hi\"\", you\",1");
    assertThat(rows(read(file, rules(Map.of(), 0)))).containsExactly("u,say \"hi\", you,1,");
  }

  @Test
  void withoutTimestampsTheOrderOfTheFileIsTheOrderInTime() throws IOException {
    Path file = folder.resolve("a.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("user,item\nu9,i1\nu1,i2\nu5,i3\n".getBytes(StandardCharsets.UTF_8));
    }
    Interactions read = read(file, rules(Map.of("USER_ID", "user", "ITEM_ID", "item"), 0));
    assertThat(rows(read)).containsExactly("u9,i1,1,", "u1,i2,2,", "u5,i3,3,");
  }

  @Test
  void whereTheOrderDoesNotMatterMissingTimesAreZero() throws IOException {
    InputRules rules = rules(Map.of(), 0);
    Path file = csv("a.csv", "USER_ID,ITEM_ID", "u9,i1", "u1,i2");
    InteractionsReader reader = new InteractionsReader(TestSpark.session(), rules, new Steps());
    assertThat(reader.readUnordered(file.toString()).select("user_id", "timestamp").collectAsList())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("[u9,0]", "[u1,0]");
    Path timed = csv("b.csv", "USER_ID,ITEM_ID,TIMESTAMP", "u9,i1,7");
    assertThat(reader.readUnordered(timed.toString()).first().<Long>getAs("timestamp"))
        .isEqualTo(7);
  }

  @Test
  void readsAFolderOfParquet() throws IOException {
    Path source = csv("a.csv", "USER_ID,ITEM_ID,TIMESTAMP", "u1,i1,5", "u2,i2,6");
    Path parquet = folder.resolve("parquet");
    TestSpark.session()
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(source.toString())
        .write()
        .parquet(parquet.toString());
    assertThat(rows(read(parquet, rules(Map.of(), 0)))).containsExactly("u1,i1,5,", "u2,i2,6,");
  }

  @Test
  void aMissingColumnIsNamedWithTheColumnsThereAre() throws IOException {
    Path file = csv("a.csv", "user,ITEM_ID,TIMESTAMP", "u,i,1");
    assertThatThrownBy(() -> read(file, rules(Map.of(), 0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": column USER_ID is missing; the columns are user, ITEM_ID, TIMESTAMP. Use"
                + " --column USER_ID=SOURCE to name it.");
  }

  @Test
  void millisecondsAreCalledByTheirName() throws IOException {
    Path file = csv("a.csv", "USER_ID,ITEM_ID,TIMESTAMP", "u,i,1735689600000", "u,i,1735689700000");
    assertThatThrownBy(() -> read(file, rules(Map.of(), 0.01)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": 2 of 2 rows (100.0 %) cannot be used, more than the share 0.01 allowed (--max-bad-rows);"
                + " the first is a.csv line 2: TIMESTAMP looks like milliseconds, Personalize's"
                + " unit is seconds (divide by 1000): 1735689600000; all are in folder"
                + " rejected/interactions");
  }

  @Test
  void badRowsAreSetAsideWithFileLineAndReason() throws IOException {
    Path file =
        csv(
            "a.csv",
            "USER_ID,ITEM_ID,TIMESTAMP,EVENT_VALUE",
            "u1,i1,1,0.5",
            ",i1,2,0.5",
            "u1,i1,yesterday,0.5",
            "u1,i1,3,much",
            "u1,i1",
            "u".repeat(257) + ",i1,4,1",
            "u2,i2,5,",
            "u1,\t\u001f,6,");
    Interactions read = read(file, rules(Map.of(), 0.9));
    assertThat(read.count()).isEqualTo(2);
    assertThat(read.rejected()).isEqualTo(6);
    List<String> aside = new ArrayList<>();
    for (Row row :
        TestSpark.session()
            .read()
            .option("header", "true")
            .option("escape", "\"")
            .csv(folder.resolve("rejected/interactions").toString())
            .collectAsList()) {
      aside.add(row.getString(1) + " " + row.getString(2));
    }
    assertThat(aside)
        .containsExactlyInAnyOrder(
            "3 USER_ID is empty",
            "4 TIMESTAMP must be a whole number of seconds since 1970: 'yesterday'",
            "5 EVENT_VALUE must be a number: 'much'",
            "6 the line does not have the 4 columns of the header",
            "7 USER_ID must have at most 256 characters: 257",
            "9 ITEM_ID is empty");
  }

  @Test
  void emptyFilesAreRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    assertThatThrownBy(() -> read(empty, rules(Map.of(), 0)))
        .isInstanceOf(InputException.class)
        .hasMessage(empty + " is empty: it must have a header and rows");
    Path header = csv("header.csv", "USER_ID,ITEM_ID,TIMESTAMP");
    assertThatThrownBy(() -> read(header, rules(Map.of(), 0)))
        .isInstanceOf(InputException.class)
        .hasMessage(header + " is empty: it has a header but no rows");
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> read(missing, rules(Map.of(), 0)))
        .isInstanceOf(InputException.class)
        .hasMessage(missing + " does not exist");
  }

  @Test
  void filesOfAFolderMustHaveOneHeader() throws IOException {
    Files.createDirectories(folder.resolve("many"));
    csv("many/a.csv", "USER_ID,ITEM_ID,TIMESTAMP", "u,i,1");
    csv("many/b.csv", "ITEM_ID,USER_ID,TIMESTAMP", "i,u,1");
    assertThatThrownBy(() -> read(folder.resolve("many"), rules(Map.of(), 0)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has the header 'ITEM_ID,USER_ID,TIMESTAMP' where the files before");
  }

  @Test
  void aReservedColumnIsNoContextField() {
    assertThatThrownBy(() -> rules(Map.of(), 0, "event_type"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--context field event_type is a reserved column of Personalize");
  }
}
