package io.nightjar.jobs.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes a sample data set as files that Personalize and Nightjar import. */
public final class DemoDataWriter {
  /** What users did. */
  public static final String INTERACTIONS_CSV = "interactions.csv";

  /** The catalogue. */
  public static final String ITEMS_CSV = "items.csv";

  /** Who the users are. */
  public static final String USERS_CSV = "users.csv";

  /** Avro schema of {@link #INTERACTIONS_CSV}. */
  public static final String INTERACTIONS_SCHEMA = "interactions.schema.json";

  /** Avro schema of {@link #ITEMS_CSV}. */
  public static final String ITEMS_SCHEMA = "items.schema.json";

  /** Avro schema of {@link #USERS_CSV}. */
  public static final String USERS_SCHEMA = "users.schema.json";

  private DemoDataWriter() {}

  /**
   * Writes the six files of a config; equal configs give equal bytes. Each file is written aside
   * and then moved into place, over an older one.
   *
   * @param folder made when it does not exist
   * @return the truth that the data was sampled from
   */
  public static DemoWorld write(Path folder, DemoConfig config) throws IOException {
    DemoWorld world = DemoWorldGenerator.generate(config);
    Files.createDirectories(folder);
    replace(folder.resolve(INTERACTIONS_SCHEMA), DemoSchemas.INTERACTIONS);
    replace(folder.resolve(ITEMS_SCHEMA), DemoSchemas.ITEMS);
    replace(folder.resolve(USERS_SCHEMA), DemoSchemas.USERS);
    replace(folder.resolve(USERS_CSV), users(world));
    replace(folder.resolve(ITEMS_CSV), items(world));
    replace(folder.resolve(INTERACTIONS_CSV), interactions(world));
    return world;
  }

  private static void replace(Path file, String text) throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(aside, text, StandardCharsets.UTF_8);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String users(DemoWorld world) {
    CsvFile csv = new CsvFile("USER_ID", "AGE_GROUP", "COUNTRY");
    for (int number = 0; number < world.users(); number++) {
      DemoUser user = world.user(number);
      csv.cell(user.id()).cell(user.ageGroup()).cell(user.country());
    }
    return csv.text();
  }

  private static String items(DemoWorld world) {
    CsvFile csv = new CsvFile("ITEM_ID", "TITLE", "GENRES", "CREATION_TIMESTAMP");
    for (int number = 0; number < world.items(); number++) {
      DemoItem item = world.item(number);
      csv.cell(item.id())
          .cell(item.title())
          .cell(String.join("|", item.genres()))
          .cell(Long.toString(item.created()));
    }
    return csv.text();
  }

  private static String interactions(DemoWorld world) {
    List<DemoInteraction> interactions = InteractionSampler.sample(world);
    CsvFile csv =
        new CsvFile(
            "USER_ID",
            "ITEM_ID",
            "TIMESTAMP",
            "EVENT_TYPE",
            "EVENT_VALUE",
            Device.FIELD,
            Daypart.FIELD);
    for (DemoInteraction interaction : interactions) {
      csv.cell(world.userId(interaction.user()))
          .cell(world.itemId(interaction.item()))
          .cell(Long.toString(interaction.timestamp()))
          .cell(interaction.eventType())
          .cell(share(interaction.percentWatched()))
          .cell(interaction.device())
          .cell(interaction.daypart());
    }
    return csv.text();
  }

  private static String share(int percent) {
    return percent / 100 + "." + percent / 10 % 10 + percent % 10;
  }
}
