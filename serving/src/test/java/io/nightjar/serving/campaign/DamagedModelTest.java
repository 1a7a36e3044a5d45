package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that fuzzing found, each of which broke a rule once. */
class DamagedModelTest {
  @TempDir Path folder;

  private static byte[] found(String name) throws IOException {
    try (InputStream in = DamagedModelTest.class.getResourceAsStream("/damaged/" + name)) {
      return in.readAllBytes();
    }
  }

  /** Parquet made room for a billion entries, and there was no memory for them. */
  @Test
  void aDictionaryMustFitIntoItsPage() throws IOException {
    assertThat(
            new DamagedModel(folder)
                .load(
                    "users/part-0.zstd.parquet", found("dictionary-larger-than-its-page.parquet")))
        .hasMessageContaining("users/part-0.zstd.parquet: is damaged: the dictionary of column")
        .hasMessageContaining("embedding.list.element has 12 bytes for");
  }

  /** Parquet made room for half a gigabyte, and with less memory there was none for that. */
  @Test
  void aPageThatIsLargerThanItsFileIsRefusedByName() throws IOException {
    assertThat(
            new DamagedModel(folder)
                .load("items/part-0.zstd.parquet", found("page-larger-than-its-file.parquet")))
        .hasMessageContaining("items/part-0.zstd.parquet: ");
  }
}
