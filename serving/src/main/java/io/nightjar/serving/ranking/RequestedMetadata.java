package io.nightjar.serving.ranking;

import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.MetadataColumns;
import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.selection.ValueColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns that one request wants beside each item. Immutable. */
public final class RequestedMetadata {
  private static final RequestedMetadata NONE = new RequestedMetadata(null, Map.of());

  private final IdMap items;
  private final Map<String, ValueColumn> columns;

  private RequestedMetadata(IdMap items, Map<String, ValueColumn> columns) {
    this.items = items;
    this.columns = columns;
  }

  /**
   * Finds the columns.
   *
   * @param requested null for none
   * @throws InvalidInputException if the campaign offers no columns, or naming one that its model
   *     does not have
   */
  public static RequestedMetadata of(CampaignSnapshot snapshot, MetadataColumns requested) {
    if (requested == null || requested.items().isEmpty()) {
      return NONE;
    }
    if (!snapshot.campaign().offersMetadata()) {
      throw new InvalidInputException(
          "metadataColumns needs a campaign that offers metadata, as publish --metadata true makes"
              + " it: "
              + snapshot.campaign().campaign());
    }
    Map<String, ValueColumn> columns = new LinkedHashMap<>();
    List<String> names = requested.items();
    for (int i = 0; i < names.size(); i++) {
      ValueColumn column = snapshot.model().metadata().column(names.get(i));
      if (column == null) {
        throw unknown(i, names.get(i), snapshot.model().metadata().names());
      }
      columns.put(names.get(i), column);
    }
    return new RequestedMetadata(snapshot.model().embeddings().items(), columns);
  }

  private static InvalidInputException unknown(int position, String name, List<String> known) {
    String rule = "metadataColumns.ITEMS[" + position + "] must be a column of the model's items: ";
    return new InvalidInputException(
        known.isEmpty()
            ? rule + "the model has none: " + Quoted.text(name)
            : rule + Quoted.text(name) + " is none of " + String.join(", ", known));
  }

  /**
   * The same answer with the values of the columns, under the names that the request gave them. An
   * item without a value in a column lacks it; an item that the model does not know has none.
   */
  public Answer addTo(Answer answer) {
    return columns.isEmpty() ? answer : answer.map(this::addTo);
  }

  private PredictedItem addTo(PredictedItem item) {
    Map<String, String> values = new LinkedHashMap<>();
    int ordinal = items.ordinal(item.itemId());
    if (ordinal >= 0) {
      columns.forEach(
          (name, column) -> {
            String value = column.text(ordinal);
            if (value != null) {
              values.put(name, value);
            }
          });
    }
    return item.with(values);
  }
}
