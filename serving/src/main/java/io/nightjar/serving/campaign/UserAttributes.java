package io.nightjar.serving.campaign;

import io.nightjar.serving.parquet.Pace;
import io.nightjar.shared.model.Ids;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.selection.ValueColumn;
import io.nightjar.shared.table.UsersTable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The columns of the Users data set that a model's users have, for people who look at a user.
 * Immutable; four bytes a user and column, and each distinct value once.
 */
public final class UserAttributes {
  private final SortedMap<String, ValueColumn> columns;

  private UserAttributes(SortedMap<String, ValueColumn> columns) {
    this.columns = columns;
  }

  /**
   * Reads all columns of a model's users.
   *
   * @param users the model's
   * @throws io.nightjar.shared.model.ModelFormatException if a file cannot be read
   */
  public static UserAttributes load(Path store, String model, Ids users) {
    ModelFiles files = ModelFiles.open(store, model, Pace.besideRequests());
    SortedMap<String, ValueColumn> columns = new TreeMap<>();
    SortedMap<String, String> names = ColumnNames.ofUserAttributes(files);
    if (!names.isEmpty()) {
      OrdinalColumns table =
          new OrdinalColumns(files.listed(ModelLayout.USERS), UsersTable.USER_ID, users);
      for (Map.Entry<String, String> name : names.entrySet()) {
        columns.put(name.getKey(), ValueColumn.of(table.read(name.getValue())));
      }
    }
    return new UserAttributes(columns);
  }

  /** A user's values by name of the column; columns without a value are left out. */
  public SortedMap<String, String> of(int user) {
    SortedMap<String, String> values = new TreeMap<>();
    columns.forEach(
        (name, column) -> {
          if (column.text(user) != null) {
            values.put(name, column.text(user));
          }
        });
    return Collections.unmodifiableSortedMap(values);
  }
}
