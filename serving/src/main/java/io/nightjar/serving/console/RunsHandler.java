package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.api.ResourceNotFoundException;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.Replies;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET …/runs}: what the last nights did, newest first; {@code …/runs/RUN}: one of them. */
final class RunsHandler implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(RunsHandler.class);
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String SUFFIX = ".json";

  /** More than a month of nights. */
  private static final int MOST = 40;

  private final Path store;

  RunsHandler(Path store) {
    this.store = store;
  }

  @Override
  public void handle(Context context) {
    byte[] body =
        JsonReply.object(
            json -> {
              json.writeArrayFieldStart("runs");
              for (String run : NewestIds.in(store.resolve(ModelLayout.RUNS), SUFFIX, MOST)) {
                String text = text(run);
                if (text != null) {
                  copy(json, text);
                }
              }
              json.writeEndArray();
            });
    Replies.send(context, 200, body);
  }

  /** Answers with one run. */
  void one(Context context) {
    String run = context.pathParam("run");
    String text = ModelLayout.isModelId(run) ? text(run) : null;
    if (text == null) {
      throw new ResourceNotFoundException("Run " + Quoted.shortened(run) + " is not recorded");
    }
    Replies.send(context, 200, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void copy(JsonGenerator json, String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      json.copyCurrentStructure(parser);
    }
  }

  /** The report of a run as the store has it; null when it cannot be read. */
  private String text(String run) {
    Path file = store.resolve(ModelLayout.runFile(run));
    try {
      String text = Files.readString(file);
      try (JsonParser parser = FACTORY.createParser(text)) {
        parser.nextToken();
        parser.skipChildren();
      }
      return text;
    } catch (IOException e) {
      LOG.warn("{} cannot be shown: {}", file, e.toString());
      return null;
    }
  }
}
