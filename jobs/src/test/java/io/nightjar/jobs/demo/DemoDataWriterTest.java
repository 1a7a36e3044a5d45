package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoDataWriterTest {
  private static final DemoConfig SMALL = new DemoConfig(30, 40, 1_000, 42);

  @TempDir Path folder;

  @Test
  void aSmallWorldHasTheseBytes() throws IOException {
    DemoDataWriter.write(folder, SMALL);
    assertThat(digest())
        .isEqualTo("48d257e93b024be389e988cada603700cdc03f78547222b414adf57c28081b45");
  }

  @Test
  void theStandardWorldHasTheseBytes() throws IOException {
    DemoDataWriter.write(folder, DemoConfig.standard());
    assertThat(digest())
        .isEqualTo("6ea679167537665d18deefd61bb06223e041804abf3f81dea16944d412e1d271");
  }

  @Test
  void bytesDoNotDependOnTheLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      DemoDataWriter.write(folder, SMALL);
    } finally {
      Locale.setDefault(before);
    }
    String other = digest();
    DemoDataWriter.write(folder, SMALL);
    assertThat(digest()).isEqualTo(other);
  }

  @Test
  void anotherSeedGivesAnotherWorld() throws IOException {
    DemoDataWriter.write(folder, SMALL);
    String digest = digest();
    DemoDataWriter.write(folder, new DemoConfig(30, 40, 1_000, 43));
    assertThat(digest()).isNotEqualTo(digest);
  }

  @Test
  void nothingButTheSixFilesIsLeft() throws IOException {
    Path nested = folder.resolve("not/there/yet");
    DemoDataWriter.write(nested, SMALL);
    DemoDataWriter.write(nested, SMALL);
    try (Stream<Path> files = Files.list(nested)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "interactions.csv",
              "items.csv",
              "users.csv",
              "interactions.schema.json",
              "items.schema.json",
              "users.schema.json");
    }
  }

  @ParameterizedTest
  @CsvSource({"interactions,Interactions", "items,Items", "users,Users"})
  void schemasNameTheColumnsInTheOrderOfTheCsv(String file, String name) throws IOException {
    DemoDataWriter.write(folder, SMALL);
    JsonNode schema = new JsonMapper().readTree(read(file + ".schema.json"));
    assertThat(schema.get("type").asText()).isEqualTo("record");
    assertThat(schema.get("name").asText()).isEqualTo(name);
    assertThat(schema.get("namespace").asText()).isEqualTo("com.amazonaws.personalize.schema");
    assertThat(schema.get("version").asText()).isEqualTo("1.0");
    List<String> fields = new ArrayList<>();
    schema.get("fields").forEach(field -> fields.add(field.get("name").asText()));
    assertThat(fields).isEqualTo(rows(file + ".csv").get(0));
  }

  @Test
  void itemsReadBack() throws IOException {
    DemoWorld world = DemoDataWriter.write(folder, DemoConfig.standard());
    List<List<String>> rows = rows("items.csv");
    assertThat(rows).hasSize(1 + world.items());
    for (int number = 0; number < world.items(); number++) {
      DemoItem item = world.item(number);
      assertThat(rows.get(1 + number))
          .containsExactly(
              item.id(),
              item.title(),
              String.join("|", item.genres()),
              Long.toString(item.created()));
    }
    assertThat(read("items.csv")).contains(",\"The \\\"").contains("Thornby, ");
  }

  @Test
  void usersReadBack() throws IOException {
    DemoWorld world = DemoDataWriter.write(folder, SMALL);
    List<List<String>> rows = rows("users.csv");
    assertThat(rows).hasSize(1 + world.users());
    for (int number = 0; number < world.users(); number++) {
      DemoUser user = world.user(number);
      assertThat(rows.get(1 + number)).containsExactly(user.id(), user.ageGroup(), user.country());
    }
  }

  @Test
  void interactionsReadBack() throws IOException {
    DemoWorld world = DemoDataWriter.write(folder, SMALL);
    List<DemoInteraction> interactions = InteractionSampler.sample(world);
    List<List<String>> rows = rows("interactions.csv");
    assertThat(rows.get(0))
        .containsExactly(
            "USER_ID", "ITEM_ID", "TIMESTAMP", "EVENT_TYPE", "EVENT_VALUE", "DEVICE", "DAYPART");
    assertThat(rows).hasSize(1 + interactions.size());
    for (int i = 0; i < interactions.size(); i++) {
      DemoInteraction each = interactions.get(i);
      List<String> row = rows.get(1 + i);
      assertThat(row.get(4)).matches("0\\.\\d\\d|1\\.00");
      assertThat(Math.round(100 * Double.parseDouble(row.get(4)))).isEqualTo(each.percentWatched());
      assertThat(row)
          .containsExactly(
              world.userId(each.user()),
              world.itemId(each.item()),
              Long.toString(each.timestamp()),
              each.eventType(),
              row.get(4),
              each.device(),
              each.daypart());
    }
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** SHA-256 of the names and contents of all files, by name. */
  private String digest() throws IOException {
    MessageDigest digest = sha256();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** A reader of Personalize's CSV, apart from the writer: a character at a time. */
  private List<List<String>> rows(String file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    String text = read(file);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
        cell.append(text.charAt(i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        cell.append(c);
      }
    }
    assertThat(quoted).isFalse();
    assertThat(row).isEmpty();
    return rows;
  }
}
