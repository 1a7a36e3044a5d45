package io.nightjar.serving.campaign;

import io.nightjar.serving.index.HistoryIndex;
import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.filter.Dataset;
import io.nightjar.shared.filter.Field;
import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.Ids;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.selection.ItemValues;
import io.nightjar.shared.selection.Subject;
import io.nightjar.shared.selection.UserEvents;
import io.nightjar.shared.selection.ValueColumn;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.table.UsersTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What filters ask of a model: columns of its items and users, and histories, each brought into
 * memory when the first filter names it, histories also for the first explanation. One thread
 * prepares, many may ask.
 */
public final class FilterData {
  private static final String USABLE = "";

  private final ModelFiles files;
  private final EmbeddingModel model;
  private final ColumnNames names;
  private final ItemValues items;
  private final Map<String, ValueColumn> users = new ConcurrentHashMap<>();

  /** By expression, why it cannot be used, or {@link #USABLE}. */
  private final Map<String, String> problems = new ConcurrentHashMap<>();

  private volatile HistoryIndex history;

  /** The model's; where it was loaded without users, those of its table once a filter asks. */
  private volatile Ids userIds;

  FilterData(ModelFiles files, EmbeddingModel model) {
    this.files = files;
    this.model = model;
    this.names = ColumnNames.of(files);
    this.items = ItemValues.ofCatalogue(model.items().size());
    this.userIds = model.users();
  }

  /**
   * Brings into memory what an expression asks for.
   *
   * @return why this model cannot use it; null when it can
   */
  String prepare(FilterExpression expression) {
    String problem = USABLE;
    try {
      names.columns().check(expression);
      for (Field field : expression.fields()) {
        load(field);
      }
    } catch (FilterException | ModelFormatException e) {
      problem = e.getMessage();
    } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
      problem = e.toString();
    }
    problems.put(expression.text(), problem);
    return problem(expression);
  }

  /** Why this model cannot use a filter; null when it can. */
  public String problem(FilterExpression expression) {
    String problem = problems.get(expression.text());
    if (problem == null) {
      return "it has not been prepared";
    }
    return problem.equals(USABLE) ? null : problem;
  }

  private void load(Field field) {
    if (field.dataset() == Dataset.INTERACTIONS) {
      loadHistory(field);
    } else if (field.dataset() == Dataset.CURRENT_USER) {
      if (!users.containsKey(field.name())) {
        if (userIds.size() == 0) {
          userIds =
              IdMap.of(TextColumns.read(files.verified(ModelLayout.USERS), UsersTable.USER_ID));
        }
        users.put(
            field.name(),
            column(ModelLayout.USERS, UsersTable.USER_ID, userIds, names.user(field.name())));
      }
    } else if (!items.has(field.name())) {
      if (field.name().equals(ItemValues.ITEM_ID)) {
        items.addIds(ids(model.items()));
      } else {
        items.add(
            field.name(),
            column(ModelLayout.ITEMS, ItemsTable.ITEM_ID, model.items(), names.item(field.name())));
      }
    }
  }

  private void loadHistory(Field field) {
    if (!hasHistory()) {
      throw new FilterException(
          field + " needs the model's table " + ModelLayout.HISTORY + ": it has none");
    }
    loadHistory();
  }

  private synchronized void loadHistory() {
    if (history == null) {
      history = HistoryIndex.load(model, files.verified(ModelLayout.HISTORY));
    }
  }

  /** Whether the model has a table of histories. */
  public boolean hasHistory() {
    return files.manifest().has(ModelLayout.HISTORY);
  }

  /**
   * What a user did, newest first; nothing when the model has no histories. The first call brings
   * the table into memory, if no filter has done so, and takes as long as that takes.
   *
   * @param userId need not be known
   */
  public UserEvents history(String userId) {
    if (!hasHistory()) {
      return UserEvents.none();
    }
    if (history == null) {
      loadHistory();
    }
    return history.of(userId);
  }

  private static List<String> ids(IdMap ids) {
    String[] all = new String[ids.size()];
    Arrays.setAll(all, ids::id);
    return Arrays.asList(all);
  }

  private ValueColumn column(String table, String idColumn, Ids ids, String column) {
    return ValueColumn.of(new OrdinalColumns(files.listed(table), idColumn, ids).read(column));
  }

  /**
   * A user who asks for items of the catalogue.
   *
   * @param userId need not be known; null for nobody
   * @param itemId the item that the request is about; need not be known; null for none
   */
  public Subject subject(String userId, String itemId) {
    int currentItem = itemId == null ? -1 : model.items().ordinal(itemId);
    if (userId == null) {
      return new Subject(items, Map.of(), UserEvents.none(), currentItem);
    }
    Map<String, String> attributes = new HashMap<>();
    int user = userIds.ordinal(userId);
    if (user >= 0) {
      users.forEach(
          (name, column) -> {
            if (column.text(user) != null) {
              attributes.put(name, column.text(user));
            }
          });
    }
    HistoryIndex known = history;
    UserEvents events = known == null ? UserEvents.none() : known.of(userId);
    return new Subject(items, attributes, events, currentItem);
  }
}
