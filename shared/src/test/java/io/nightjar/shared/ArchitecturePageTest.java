package io.nightjar.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md names the packages that there are: all of them, and no other. */
class ArchitecturePageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/architecture.md");
  private static final List<String> MODULES = List.of("shared", "jobs", "serving");

  /** A package in backticks; class names begin with a capital letter and so do not match. */
  private static final Pattern NAMED = Pattern.compile("`(io\\.nightjar(?:\\.[a-z][a-z\\d_]*)+)`");

  @Test
  void everyPackageThatThePageNamesExists() throws IOException {
    assertThat(named()).isNotEmpty().isSubsetOf(packages());
  }

  @Test
  void everyPackageIsNamedOnThePage() throws IOException {
    assertThat(packages()).isNotEmpty().isSubsetOf(named());
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher matcher = NAMED.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    return named;
  }

  /** The folders of all modules' main sources that hold Java files. */
  private static Set<String> packages() throws IOException {
    Set<String> packages = new TreeSet<>();
    for (String module : MODULES) {
      Path sources = ROOT.resolve(module).resolve("src/main/java");
      try (Stream<Path> folders = Files.walk(sources)) {
        folders
            .filter(Files::isDirectory)
            .filter(ArchitecturePageTest::holdsJava)
            .forEach(
                folder ->
                    packages.add(
                        sources
                            .relativize(folder)
                            .toString()
                            .replace('/', '.')
                            .replace('\\', '.')));
      }
    }
    return packages;
  }

  private static boolean holdsJava(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(entry -> entry.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
