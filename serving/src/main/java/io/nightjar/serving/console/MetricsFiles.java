package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What evaluate found of the models of a store. Safe for use by many threads. */
final class MetricsFiles {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsFiles.class);
  private static final JsonFactory FACTORY = new JsonFactory();

  /** The metric that stands for the rest where there is room for one. */
  private static final String HEADLINE = "normalized_discounted_cumulative_gain_at_10";

  private static final int MOST_KEPT = 100;

  private final Path store;

  /** By digest of the file, which a model's manifest lists. */
  private final Map<String, String> texts = new ConcurrentHashMap<>();

  MetricsFiles(Path store) {
    this.store = store;
  }

  /**
   * Writes a model's metrics as member {@code metrics}: the whole file; nothing when it has none.
   */
  void write(JsonGenerator json, ModelManifest model) throws IOException {
    String text = text(model);
    if (text != null) {
      json.writeFieldName("metrics");
      try (JsonParser parser = FACTORY.createParser(text)) {
        parser.nextToken();
        json.copyCurrentStructure(parser);
      }
    }
  }

  /** Writes the member {@code metrics} of the file alone: by ranking and name. */
  void writeValues(JsonGenerator json, ModelManifest model) throws IOException {
    String text = text(model);
    if (text != null) {
      try (JsonParser parser = FACTORY.createParser(text)) {
        if (find(parser, "metrics")) {
          json.writeFieldName("metrics");
          json.copyCurrentStructure(parser);
        }
      }
    }
  }

  /** Writes the model's value of the metric that stands for the rest as {@code headline}. */
  void writeHeadline(JsonGenerator json, ModelManifest model) throws IOException {
    String text = text(model);
    if (text != null) {
      try (JsonParser parser = FACTORY.createParser(text)) {
        if (find(parser, "metrics") && find(parser, "model") && find(parser, HEADLINE)) {
          json.writeNumberField("headline", parser.getDoubleValue());
        }
      }
    }
  }

  /** Goes to the value of a member of the object that begins here or next. */
  private static boolean find(JsonParser parser, String member) throws IOException {
    if (parser.currentToken() == null) {
      parser.nextToken();
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(member)) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  /** Text of the file, known to be JSON; null when the model has none that can be read. */
  private String text(ModelManifest model) {
    ModelManifest.FileEntry entry = model.files().get(ModelLayout.METRICS);
    if (entry == null) {
      return null;
    }
    String known = texts.get(entry.sha256());
    if (known != null) {
      return known;
    }
    Path file = store.resolve(ModelLayout.modelFolder(model.model())).resolve(ModelLayout.METRICS);
    try {
      String text = Files.readString(file);
      try (JsonParser parser = FACTORY.createParser(text)) {
        parser.nextToken();
        parser.skipChildren();
      }
      if (texts.size() >= MOST_KEPT) {
        texts.clear();
      }
      texts.put(entry.sha256(), text);
      return text;
    } catch (IOException e) {
      LOG.warn("{} cannot be shown: {}", file, e.toString());
      return null;
    }
  }
}
