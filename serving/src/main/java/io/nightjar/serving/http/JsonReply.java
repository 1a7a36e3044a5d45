package io.nightjar.serving.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.nightjar.serving.api.ErrorBody;
import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.api.RankingResponse;
import io.nightjar.serving.api.RecommendationsResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes the bodies of replies. */
public final class JsonReply {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private static final SerializedString ITEM_LIST = new SerializedString("itemList");
  private static final SerializedString PERSONALIZED_RANKING =
      new SerializedString("personalizedRanking");
  private static final SerializedString ITEM_ID = new SerializedString("itemId");
  private static final SerializedString SCORE = new SerializedString("score");
  private static final SerializedString RECOMMENDATION_ID =
      new SerializedString("recommendationId");

  /** Writes the members of one object. */
  public interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private JsonReply() {}

  static byte[] of(RecommendationsResponse response) {
    return list(ITEM_LIST, response.itemList(), response.recommendationId());
  }

  static byte[] of(RankingResponse response) {
    return list(PERSONALIZED_RANKING, response.personalizedRanking(), response.recommendationId());
  }

  static byte[] of(ErrorBody body) {
    return object(json -> json.writeStringField("message", body.message()));
  }

  private static byte[] list(
      SerializedString member, List<PredictedItem> items, String recommendationId) {
    return object(
        json -> {
          json.writeFieldName(member);
          json.writeStartArray();
          for (PredictedItem item : items) {
            json.writeStartObject();
            json.writeFieldName(ITEM_ID);
            json.writeString(item.itemId());
            if (item.hasScore()) {
              json.writeFieldName(SCORE);
              json.writeNumber(item.score());
            }
            writeExtras(json, item);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeFieldName(RECOMMENDATION_ID);
          json.writeString(recommendationId);
        });
  }

  private static void writeExtras(JsonGenerator json, PredictedItem item) throws IOException {
    if (item.promotionName() != null) {
      json.writeStringField("promotionName", item.promotionName());
    }
    if (item.metadata() != null) {
      json.writeObjectFieldStart("metadata");
      for (Map.Entry<String, String> value : item.metadata().entrySet()) {
        json.writeStringField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
    }
    if (item.reason() != null) {
      json.writeArrayFieldStart("reason");
      json.writeString(item.reason());
      json.writeEndArray();
    }
  }

  /** The text of an object. */
  public static byte[] object(Members members) {
    // Jackson lends each thread its buffers, this one among them.
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler())) {
      try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
        json.writeStartObject();
        members.write(json);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException("a reply in memory cannot fail to be written", e);
      }
      return bytes.getClearAndRelease();
    }
  }
}
