package io.nightjar.serving.campaign;

import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.model.Ids;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The columns of a model's table by the ordinals of its rows' ids. Immutable. */
final class OrdinalColumns {
  private final List<Path> files;
  private final int[] ordinals;
  private final int size;

  /**
   * Reads the ids of a table.
   *
   * @param idColumn its column of ids
   * @param ids give the ordinals; a row whose id they lack is passed over
   * @throws io.nightjar.shared.model.ModelFormatException if a file cannot be read
   */
  OrdinalColumns(List<Path> files, String idColumn, Ids ids) {
    this.files = files;
    this.ordinals = TextColumns.read(files, idColumn).stream().mapToInt(ids::ordinal).toArray();
    this.size = ids.size();
  }

  /**
   * The values of a column, one for each ordinal; null where the table has none. The list is fresh;
   * its elements may be replaced.
   *
   * @throws io.nightjar.shared.model.ModelFormatException if a file cannot be read
   */
  List<String> read(String column) {
    List<String> values = TextColumns.read(files, column);
    String[] byOrdinal = new String[size];
    for (int row = 0; row < ordinals.length; row++) {
      if (ordinals[row] >= 0) {
        byOrdinal[ordinals[row]] = values.get(row);
      }
    }
    return Arrays.asList(byOrdinal);
  }
}
