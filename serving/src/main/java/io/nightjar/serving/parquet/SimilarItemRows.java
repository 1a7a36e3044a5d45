package io.nightjar.serving.parquet;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.table.SimilarItemsTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The rows of one file of the table of similar items, one after the other. Not thread-safe.
 *
 * <p>After {@link #next()} has returned true, the other methods describe the row it moved to.
 */
public final class SimilarItemRows extends TableRows {
  private static final String OTHER = SimilarItemsTable.ITEMS + "." + SimilarItemsTable.ITEM_ID;

  private final IdMap ids;
  private final StringConverter item = new StringConverter();
  private final OrdinalConverter other;
  private final ColumnDescriptor itemColumn;
  private final ColumnDescriptor otherColumn;

  private ColumnCursor items;
  private ColumnCursor others;
  private int ordinal;
  private int[] ordinals = new int[64];
  private int size;

  private SimilarItemRows(TableFile file, IdMap ids) {
    super(file);
    this.ids = ids;
    this.other = new OrdinalConverter(file.path(), OTHER, ids);
    this.itemColumn = file.stringColumn(SimilarItemsTable.ITEM_ID, item);
    this.otherColumn =
        file.memberColumn(
            SimilarItemsTable.ITEMS, SimilarItemsTable.ITEM_ID, PrimitiveTypeName.BINARY, other);
  }

  /**
   * Opens a file.
   *
   * @param ids the catalogue; the rows may name no others
   * @throws ModelFormatException if it is not Parquet, or lacks a column of the right type
   */
  public static SimilarItemRows open(Path path, IdMap ids) throws IOException {
    return open(path, file -> new SimilarItemRows(file, ids));
  }

  @Override
  void openRowGroup(TableFile rowGroup) throws IOException {
    items = rowGroup.cursor(itemColumn);
    others = rowGroup.cursor(otherColumn);
  }

  @Override
  void readRow(TableFile rowGroup) {
    require(items.isPresent(), SimilarItemsTable.ITEM_ID);
    items.convert();
    items.advance();
    ordinal = ids.ordinal(item.value());
    if (ordinal < 0) {
      throw new ModelFormatException(
          path(), "column item_id must hold ids of the model: '" + item.value() + "'");
    }
    int listLevel = rowGroup.listLevel(otherColumn);
    size = 0;
    do {
      if (others.definitionLevel() >= listLevel) {
        require(others.isPresent(), OTHER);
        if (size == ordinals.length) {
          ordinals = Arrays.copyOf(ordinals, 2 * size);
        }
        others.convert();
        ordinals[size++] = other.ordinal();
      }
      others.advance();
    } while (!others.startsRow());
  }

  /** Ordinal of the item. */
  public int item() {
    return ordinal;
  }

  /** Number of items that go with it. */
  public int size() {
    return size;
  }

  /** Copies their ordinals, most similar first, to {@code target} from position {@code at}. */
  public void copyOrdinals(int[] target, int at) {
    System.arraycopy(ordinals, 0, target, at, size);
  }
}
