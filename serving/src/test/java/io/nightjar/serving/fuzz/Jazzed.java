package io.nightjar.serving.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls: {@code --target_class} is this one, the property {@code fuzz} the target. */
public final class Jazzed {
  private static FuzzTarget target;

  private Jazzed() {}

  /** Sets up the target. */
  public static void fuzzerInitialize() {
    target = FuzzTarget.of(System.getProperty("fuzz"));
  }

  /** Takes one input. */
  public static void fuzzerTestOneInput(byte[] input) {
    target.take(input);
  }

  /** Writes the seeds of a target into a folder: {@code NAME FOLDER}. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    int count = 0;
    for (byte[] seed : FuzzTarget.of(args[0]).seeds()) {
      Files.write(folder.resolve("seed-" + count++), seed);
    }
    System.exit(0);
  }
}
