package io.nightjar.serving.parquet;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.table.RecommendationTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The rows of one file of the recommendations table, one after the other. Not thread-safe.
 *
 * <p>After {@link #next()} has returned true, the other methods describe the row it moved to.
 */
public final class RecommendationRows extends TableRows {
  private static final String ITEM = RecommendationTable.ITEMS + "." + RecommendationTable.ITEM_ID;
  private static final String SCORE = RecommendationTable.ITEMS + "." + RecommendationTable.SCORE;

  private final StringConverter context = new StringConverter();
  private final OrdinalConverter item;
  private final ColumnDescriptor userColumn;
  private final ColumnDescriptor contextColumn;
  private final ColumnDescriptor itemColumn;
  private final ColumnDescriptor scoreColumn;

  /** Definition level of an item; below it the list ends. */
  private final int listLevel;

  private BytesColumn users;
  private ColumnCursor contexts;
  private OrdinalColumn items;
  private FloatColumn scores;

  private boolean userKnown;
  private int[] ordinals = new int[64];
  private float[] itemScores = new float[64];
  private int size;

  private RecommendationRows(TableFile file, IdMap itemIds) {
    super(file);
    this.item = new OrdinalConverter(file.path(), ITEM, itemIds);
    this.userColumn = file.stringColumn(RecommendationTable.USER_ID, new UnusedConverter());
    this.contextColumn = file.stringColumn(RecommendationTable.CONTEXT, context);
    this.itemColumn =
        file.memberColumn(
            RecommendationTable.ITEMS, RecommendationTable.ITEM_ID, PrimitiveTypeName.BINARY, item);
    this.listLevel = file.listLevel(itemColumn);
    this.scoreColumn =
        file.memberColumn(
            RecommendationTable.ITEMS,
            RecommendationTable.SCORE,
            PrimitiveTypeName.FLOAT,
            new UnusedConverter());
  }

  /**
   * Opens a file.
   *
   * @param itemIds ids of the catalogue; the rows may name no others
   * @throws ModelFormatException if it is not Parquet, or lacks a column of the right type
   */
  public static RecommendationRows open(Path path, IdMap itemIds) throws IOException {
    return open(path, file -> new RecommendationRows(file, itemIds));
  }

  /** Opens a part of a file; see {@link #open(Path, IdMap)}. */
  public static RecommendationRows open(RowGroup group, IdMap itemIds) throws IOException {
    RecommendationRows rows = open(group.file(), itemIds);
    rows.readOnly(group.number());
    return rows;
  }

  /**
   * The parts of a file.
   *
   * @throws ModelFormatException if it is not Parquet, or lacks a column of the right type
   */
  public static List<RowGroup> groups(Path path, IdMap itemIds) {
    return groups(path, file -> new RecommendationRows(file, itemIds));
  }

  @Override
  void openRowGroup(TableFile rowGroup) throws IOException {
    users = rowGroup.bytes(userColumn);
    contexts = rowGroup.cursor(contextColumn);
    items = rowGroup.ordinals(itemColumn, item);
    scores = rowGroup.floats(scoreColumn);
  }

  @Override
  void readRow(TableFile rowGroup) {
    userKnown = users.isPresent();
    if (userKnown) {
      users.take();
    } else {
      users.advance();
    }
    require(contexts.isPresent(), RecommendationTable.CONTEXT);
    contexts.convert();
    contexts.advance();
    readItems();
  }

  private void readItems() {
    size = 0;
    do {
      int run = Math.min(items.run(), scores.run());
      if (run > 0) {
        add(run);
        items.skip(run);
        scores.skip(run);
        continue;
      }
      if (items.definitionLevel() >= listLevel) {
        require(items.isPresent(), ITEM);
        require(scores.isPresent(), SCORE);
      }
      items.advance();
      scores.advance();
    } while (!items.startsRow());
  }

  private void add(int run) {
    if (ordinals.length - size < run) {
      int room = Math.max(size + run, 2 * size);
      ordinals = Arrays.copyOf(ordinals, room);
      itemScores = Arrays.copyOf(itemScores, room);
    }
    items.copy(run, ordinals, size);
    scores.copy(run, itemScores, size);
    for (int end = size + run; size < end; size++) {
      float score = itemScores[size];
      if (!(score >= 0 && score <= 1)) {
        throw new ModelFormatException(
            path(), "column " + SCORE + " must hold scores in [0, 1]: " + score);
      }
    }
  }

  /** Whether the row is of a user, not that of users which the model does not know. */
  public boolean hasUser() {
    return userKnown;
  }

  /** Id of the user, null for the row of users that the model does not know. */
  public String userId() {
    return userKnown ? users.text() : null;
  }

  /** Id of the user in UTF-8; the array holds it until the next row, and may be longer. */
  public byte[] userIdBytes() {
    return users.bytes();
  }

  /** Length of {@link #userIdBytes()}. */
  public int userIdLength() {
    return users.length();
  }

  /** Key of the context variant. */
  public String context() {
    return context.value();
  }

  /** Number of items. */
  public int size() {
    return size;
  }

  /** Item ordinals, best first; the array holds them until the next row, and may be longer. */
  public int[] ordinals() {
    return ordinals;
  }

  /** Scores, best first; the array holds them until the next row, and may be longer. */
  public float[] scores() {
    return itemScores;
  }
}
