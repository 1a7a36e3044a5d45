package io.nightjar.serving.http;

import io.nightjar.serving.api.Promotion;
import io.nightjar.serving.api.RequestedFilter;
import java.util.Map;

/** Reads one element of {@code promotions}. Members that it does not know are passed over. */
final class PromotionReader {
  private final JsonRequest json;
  private String name;
  private Integer percentPromotedItems;
  private String filterArn;
  private Map<String, String> filterValues;

  private PromotionReader(JsonRequest json) {
    this.json = json;
  }

  /**
   * Reads the current value.
   *
   * @param member its name for messages
   */
  static Promotion read(JsonRequest json, String member) {
    PromotionReader reader = new PromotionReader(json);
    json.object(member, reader::readMember);
    String path = member + ".";
    return Promotion.of(
        path,
        reader.name,
        reader.percentPromotedItems,
        RequestedFilter.of(path, reader.filterArn, reader.filterValues));
  }

  private void readMember(String key, String path) {
    switch (key) {
      case "name" -> name = json.string(path);
      case "percentPromotedItems" -> percentPromotedItems = json.integer(path);
      case "filterArn" -> filterArn = json.string(path);
      case "filterValues" -> filterValues = json.stringMap(path);
      default -> json.skip();
    }
  }
}
