package io.nightjar.serving.cache;

import io.nightjar.shared.model.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a packed table is built from: the model, the form of the file, and size and SHA-256 of every
 * file that was read for it.
 *
 * @param text all of it
 */
public record CacheKey(String text) {
  private static final int FORM = 1;
  private static final int SHOWN = 16;

  /** The key of a table that is built from some of a model's tables. */
  public static CacheKey of(ModelManifest manifest, List<String> tables) {
    StringBuilder text =
        new StringBuilder()
            .append("form " + FORM + "\nmodel " + manifest.model())
            .append("\ndimension " + manifest.dimension())
            .append("\nvariants " + manifest.variants())
            .append('\n');
    for (Map.Entry<String, ModelManifest.FileEntry> file : manifest.files().entrySet()) {
      if (tables.stream().anyMatch(table -> file.getKey().startsWith(table + "/"))) {
        text.append(file.getKey() + ' ' + file.getValue().size() + ' ' + file.getValue().sha256());
        text.append('\n');
      }
    }
    return new CacheKey(text.toString());
  }

  /** A name for it: the first digits of its SHA-256. */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, SHOWN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
