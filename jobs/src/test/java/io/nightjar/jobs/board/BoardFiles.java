package io.nightjar.jobs.board;

import io.nightjar.jobs.interactions.EventRules;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.train.GivenHyperparameters;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The checkerboard as Personalize CSV. Items of the lower half were taken on the tv, those of the
 * upper half on the mobile, so a device shifts behaviour the same way for everybody.
 */
public final class BoardFiles {
  /** Users and items of the board. */
  public static final int SIZE = 60;

  private final Path folder;

  /** Files in a folder. */
  public BoardFiles(Path folder) {
    this.folder = folder;
  }

  /** The device on which an item is taken. */
  public static String device(String itemId) {
    int item = Integer.parseInt(itemId.substring(itemId.indexOf('-') + 1));
    return item < SIZE / 2 ? Checkerboard.TV : Checkerboard.MOBILE;
  }

  /** Writes interactions.csv with the columns USER_ID, ITEM_ID, TIMESTAMP, DEVICE. */
  public Path interactions() throws IOException {
    List<String> lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,DEVICE"));
    for (Checkerboard.Square square : new Checkerboard(SIZE).training()) {
      lines.add(
          "%s,%s,%d,%s"
              .formatted(
                  square.userId(), square.itemId(), shuffled(square), device(square.itemId())));
    }
    return Files.write(folder.resolve("interactions.csv"), lines);
  }

  /** A time that says nothing of the item, so that the newest interactions are of all kinds. */
  private static long shuffled(Checkerboard.Square square) {
    int scrambled = (square.userId() + square.itemId()).hashCode() * 0x9E3779B9;
    return 1_750_000_000L + (scrambled >>> 8);
  }

  /** Writes any CSV. */
  public Path csv(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  /** The store beside the files. */
  public Path store() {
    return folder.resolve("store");
  }

  /** A configuration that trains a small model quickly. */
  public TrainConfig config(Path interactions, String... contextFields) {
    return new TrainConfig(
        interactions.toString(),
        null,
        null,
        store().toString(),
        RecipeSettings.of(Recipe.USER_PERSONALIZATION),
        List.of(contextFields),
        Map.of(),
        GivenHyperparameters.small(8, 8, 10),
        null,
        60,
        EventRules.ALL,
        0.1,
        0.01,
        25,
        1000,
        42);
  }
}
