package io.nightjar.serving.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/http-api.md says of errors, against the errors that there are. */
class ErrorsPageTest {
  @Test
  void everyErrorAboutTheCallerIsInTheTableWithItsStatus() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "http-api.md"));
    int start = page.indexOf("\n### Errors\n");
    List<String> table = page.substring(start, page.indexOf("\n### ", start + 1)).lines().toList();
    for (CallerRefusedException.Reason reason : CallerRefusedException.Reason.values()) {
      CallerRefusedException error = new CallerRefusedException(reason, "");
      assertThat(table)
          .as("%s %s", error.status(), error.errorType())
          .anyMatch(
              row ->
                  row.startsWith("| " + error.status())
                      && row.contains("`" + error.errorType() + "`"));
    }
  }
}
