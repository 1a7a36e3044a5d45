package io.nightjar.serving.console;

import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Ids by which the models and the runs of a store are called: they sort by age. */
final class NewestIds {
  private NewestIds() {}

  /**
   * The newest ids in a folder of a store; none when it cannot be listed, as before the first
   * night.
   *
   * @param suffix what follows the id in a name
   * @param most how many at most
   */
  static List<String> in(Path folder, String suffix, int most) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(suffix))
          .map(name -> name.substring(0, name.length() - suffix.length()))
          .filter(ModelLayout::isModelId)
          .sorted(Comparator.reverseOrder())
          .limit(most)
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
