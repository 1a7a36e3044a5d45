package io.nightjar.serving.observation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** What the request log says of one request. */
final class RequestLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_NAME = 64;

  private RequestLine() {}

  /** A line, its end included. */
  static byte[] of(Observation seen, long nanos, int status, String errorType, double sample) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("operation", seen.operation().operationName());
      json.writeStringField("requestId", seen.requestId());
      if (seen.id() != null) {
        json.writeStringField("recommendationId", seen.id().text());
      }
      if (seen.campaign() != null) {
        json.writeStringField("campaign", shortened(seen.campaign()));
      }
      if (seen.snapshot() != null) {
        json.writeStringField("model", seen.snapshot().modelId());
        if (seen.arm() != null) {
          json.writeStringField("arm", seen.arm());
        }
        json.writeStringField("source", seen.source().headerValue());
        json.writeNumberField("results", seen.results());
      }
      json.writeNumberField("latencyMs", TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3);
      json.writeNumberField("status", status);
      if (errorType != null) {
        json.writeStringField("errorType", errorType);
      }
      if (!seen.shown().isEmpty()) {
        writeShown(json, seen);
      }
      json.writeNumberField("sample", sample);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a line in memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void writeShown(JsonGenerator json, Observation seen) throws IOException {
    json.writeArrayFieldStart("shown");
    for (int position = 0; position < seen.shown().size(); position++) {
      json.writeStartObject();
      json.writeStringField("itemId", seen.shown().get(position));
      json.writeNumberField("probability", seen.probability(position));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Names of campaigns have at most 63 characters; what callers send may have more. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }
}
