package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.serving.campaign.ItemMetadata;
import io.nightjar.shared.selection.ValueColumn;
import java.io.IOException;
import java.util.List;

/** What people call the items of a model: the column of its metadata that reads like a title. */
final class ItemTitles {
  /** By preference, in upper case. */
  private static final List<String> NAMES =
      List.of(
          "TITLE",
          "NAME",
          "ITEM_TITLE",
          "ITEM_NAME",
          "PRODUCT_TITLE",
          "PRODUCT_NAME",
          "DISPLAY_NAME",
          "HEADLINE",
          "LABEL");

  private final ItemMetadata metadata;
  private final String name;
  private final ValueColumn titles;

  /** Of metadata that are loaded. */
  ItemTitles(ItemMetadata metadata) {
    List<String> columns = metadata.names();
    this.metadata = metadata;
    this.name = NAMES.stream().filter(columns::contains).findFirst().orElse(null);
    this.titles = name == null ? null : metadata.column(name);
  }

  /** Name of the column; null when there is none. */
  String columnName() {
    return name;
  }

  /** Title of an item; null when it has none. */
  String of(int item) {
    return titles == null || item < 0 ? null : titles.text(item);
  }

  /** Writes the members title and columns of an item, as far as it has them. */
  void write(JsonGenerator json, int item) throws IOException {
    if (item < 0) {
      return;
    }
    if (of(item) != null) {
      json.writeStringField("title", of(item));
    }
    json.writeObjectFieldStart("columns");
    for (String column : metadata.names()) {
      String value = metadata.column(column).text(item);
      if (value != null && !column.equals(name)) {
        json.writeStringField(column, value);
      }
    }
    json.writeEndObject();
  }
}
