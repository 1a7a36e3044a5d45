package io.nightjar.serving.fuzz;

import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterManifest;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Any text is one of the store's JSON files, or is refused with the file's name. */
final class ManifestFuzz implements FuzzTarget {
  private static final String PATH = "the-file.json";

  @Override
  public void take(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    read(text, it -> CampaignManifest.parse(PATH, it));
    read(text, it -> ModelManifest.parse(PATH, it));
    read(text, it -> FilterManifest.parse(PATH, it).parsed());
  }

  private static void read(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
    } catch (ModelFormatException e) {
      if (!e.getMessage().startsWith(PATH)) {
        throw new AssertionError("a message must name the file: " + e.getMessage(), e);
      }
    } catch (FilterException e) {
      // an expression that makes no sense, in a file that does
    }
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        """
        {"campaign": "home", "recipe": "aws-user-personalization-v2", "model": "20260101T000001000Z-00000001",
         "previousModel": "20260101T000000000Z-00000000", "published": "2026-01-01T00:00:00Z",
         "enableMetadataWithRecommendations": true,
         "split": {"model": "20260101T000000000Z-00000000", "percent": 10.5}}
        """,
        """
        {"formatVersion": 1, "model": "20260101T000001000Z-00000001", "created": "2026-01-01T00:00:00Z",
         "recipe": "aws-user-personalization", "dimension": 8, "counts": {"users": 4, "items": 4},
         "context": {"DEVICE": ["mobile", "tv"]}, "variants": ["", "DEVICE=tv"], "top": 6, "seed": 1,
         "arguments": ["--x"], "metrics": {"a": 0.5},
         "files": {"users/part-0.zstd.parquet": {"size": 9, "sha256": "00"}}}
        """,
        """
        {"filter": "unseen", "expression": "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\\"*\\")",
         "created": "2026-01-01T00:00:00Z"}
        """,
        "{}",
        "null",
        "[[[[[[[[]]]]]]]]");
  }
}
