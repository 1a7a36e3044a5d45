package io.nightjar.serving.parquet;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.table.HistoryTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The rows of one file of the history table, one after the other. Events with items that are not in
 * the catalogue are passed over. Not thread-safe.
 *
 * <p>After {@link #next()} has returned true, the other methods describe the row it moved to.
 */
public final class HistoryRows extends TableRows {
  private static final String ITEM = HistoryTable.EVENTS + "." + HistoryTable.ITEM_ID;
  private static final String TIME = HistoryTable.EVENTS + "." + HistoryTable.TIMESTAMP;

  private final StringConverter user = new StringConverter();
  private final StringConverter type = new StringConverter();
  private final OrdinalConverter item;
  private final ColumnDescriptor userColumn;
  private final ColumnDescriptor itemColumn;
  private final ColumnDescriptor typeColumn;
  private final ColumnDescriptor timeColumn;

  private ColumnCursor users;
  private ColumnCursor items;
  private ColumnCursor types;
  private ColumnCursor times;

  private int[] itemOrdinals = new int[64];
  private String[] eventTypes = new String[64];
  private long[] timestamps = new long[64];
  private int size;

  private HistoryRows(TableFile file, IdMap itemIds) {
    super(file);
    this.item = OrdinalConverter.lenient(file.path(), ITEM, itemIds);
    this.userColumn = file.stringColumn(HistoryTable.USER_ID, user);
    this.itemColumn = member(file, HistoryTable.ITEM_ID, PrimitiveTypeName.BINARY, item);
    this.typeColumn = member(file, HistoryTable.EVENT_TYPE, PrimitiveTypeName.BINARY, type);
    this.timeColumn =
        member(file, HistoryTable.TIMESTAMP, PrimitiveTypeName.INT64, new UnusedConverter());
  }

  private static ColumnDescriptor member(
      TableFile file, String name, PrimitiveTypeName primitive, PrimitiveConverter converter) {
    return file.memberColumn(HistoryTable.EVENTS, name, primitive, converter);
  }

  /**
   * Opens a file.
   *
   * @param itemIds ids of the catalogue
   * @throws ModelFormatException if it is not Parquet, or lacks a column of the right type
   */
  public static HistoryRows open(Path path, IdMap itemIds) throws IOException {
    return open(path, file -> new HistoryRows(file, itemIds));
  }

  @Override
  void openRowGroup(TableFile rowGroup) throws IOException {
    users = rowGroup.cursor(userColumn);
    items = rowGroup.cursor(itemColumn);
    types = rowGroup.cursor(typeColumn);
    times = rowGroup.cursor(timeColumn);
  }

  @Override
  void readRow(TableFile rowGroup) {
    require(users.isPresent(), HistoryTable.USER_ID);
    users.convert();
    users.advance();
    int listLevel = rowGroup.listLevel(itemColumn);
    size = 0;
    do {
      if (items.definitionLevel() >= listLevel) {
        require(items.isPresent(), ITEM);
        require(times.isPresent(), TIME);
        readEvent();
      }
      items.advance();
      types.advance();
      times.advance();
    } while (!items.startsRow());
  }

  private void readEvent() {
    // All values are read, also those of an event that is passed over: what is not read is not
    // behind the cursor.
    items.convert();
    long timestamp = times.longValue();
    String eventType = null;
    if (types.isPresent()) {
      types.convert();
      eventType = type.value();
    }
    if (item.ordinal() < 0) {
      return;
    }
    if (size == itemOrdinals.length) {
      itemOrdinals = Arrays.copyOf(itemOrdinals, 2 * size);
      eventTypes = Arrays.copyOf(eventTypes, 2 * size);
      timestamps = Arrays.copyOf(timestamps, 2 * size);
    }
    itemOrdinals[size] = item.ordinal();
    eventTypes[size] = eventType;
    timestamps[size] = timestamp;
    size++;
  }

  /** Id of the user. */
  public String userId() {
    return user.value();
  }

  /** Number of events. */
  public int size() {
    return size;
  }

  /** Ordinal of an event's item. */
  public int item(int event) {
    return itemOrdinals[event];
  }

  /** Event type of an event; null when it has none. */
  public String type(int event) {
    return eventTypes[event];
  }

  /** Time of an event, in epoch seconds. */
  public long timestamp(int event) {
    return timestamps[event];
  }
}
