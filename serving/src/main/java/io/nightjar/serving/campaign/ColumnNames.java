package io.nightjar.serving.campaign;

import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.filter.FilterColumns;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.table.UsersTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which columns of a model's tables filters may name, and how the tables spell them. */
final class ColumnNames {
  /** How train names a column of the data set whose own name the table needs. */
  private static final String RENAMED = "metadata_";

  private final SortedMap<String, String> items;
  private final SortedMap<String, String> users;
  private final SortedSet<String> itemBooleans;
  private final SortedSet<String> userBooleans;

  private ColumnNames(ModelFiles files) {
    Set<String> ofItems = Set.of(ItemsTable.EMBEDDING, ItemsTable.POPULARITY);
    Set<String> ofUsers = Set.of(UsersTable.USER_ID, UsersTable.EMBEDDING);
    items = names(files.listed(ModelLayout.ITEMS), ofItems, false);
    users = names(files.listed(ModelLayout.USERS), ofUsers, false);
    itemBooleans = booleans(files.listed(ModelLayout.ITEMS), ofItems, items);
    userBooleans = booleans(files.listed(ModelLayout.USERS), ofUsers, users);
  }

  /** Reads the schemas of the tables. */
  static ColumnNames of(ModelFiles files) {
    return new ColumnNames(files);
  }

  private static SortedSet<String> booleans(
      List<Path> files, Set<String> ours, SortedMap<String, String> others) {
    SortedSet<String> booleans = new TreeSet<>(names(files, ours, true).keySet());
    booleans.removeAll(others.keySet());
    return booleans;
  }

  /**
   * The columns of the Items data set in a model, those of booleans too and without the item's id:
   * name in upper case to the table's own name.
   */
  static SortedMap<String, String> ofMetadata(ModelFiles files) {
    return names(
        files.listed(ModelLayout.ITEMS),
        Set.of(ItemsTable.ITEM_ID, ItemsTable.EMBEDDING, ItemsTable.POPULARITY),
        true);
  }

  /** The columns of the Users data set in a model, those of booleans too: as above. */
  static SortedMap<String, String> ofUserAttributes(ModelFiles files) {
    return names(
        files.listed(ModelLayout.USERS), Set.of(UsersTable.USER_ID, UsersTable.EMBEDDING), true);
  }

  /** By the name in upper case that a filter uses. */
  private static SortedMap<String, String> names(
      List<Path> files, Set<String> ours, boolean booleans) {
    SortedMap<String, String> names = new TreeMap<>();
    if (files.isEmpty()) {
      return names;
    }
    for (String column : TextColumns.names(files.get(0), booleans)) {
      if (column.startsWith(RENAMED) && ours.contains(column.substring(RENAMED.length()))) {
        names.put(column.substring(RENAMED.length()).toUpperCase(Locale.ROOT), column);
      } else if (!ours.contains(column)) {
        names.put(column.toUpperCase(Locale.ROOT), column);
      }
    }
    return names;
  }

  FilterColumns columns() {
    return new FilterColumns(
        new TreeSet<>(items.keySet()), new TreeSet<>(users.keySet()), itemBooleans, userBooleans);
  }

  /** The table's own name of a column of items. */
  String item(String name) {
    return items.get(name);
  }

  /** The table's own name of a column of users. */
  String user(String name) {
    return users.get(name);
  }
}
