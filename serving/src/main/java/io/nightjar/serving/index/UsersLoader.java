package io.nightjar.serving.index;

import io.nightjar.serving.parquet.Pace;
import io.nightjar.serving.parquet.RowGroup;
import io.nightjar.serving.parquet.UserRows;
import io.nightjar.shared.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fills sections with the users table, row group by row group and several at once. */
public final class UsersLoader {
  private final int dimension;
  private final PackedEmbeddings embeddings;
  private final Pace pace;
  private final Progress progress;

  private UsersLoader(int dimension, PackedEmbeddings embeddings, Pace pace, Progress progress) {
    this.dimension = dimension;
    this.embeddings = embeddings;
    this.pace = pace;
    this.progress = progress;
  }

  /**
   * Number of rows of all files, as their footers have it.
   *
   * @throws ModelFormatException if a file is not Parquet, or lacks a column of the right type
   */
  public static long rows(List<Path> files, int dimension) {
    return groups(files, dimension).stream().mapToLong(RowGroup::rows).sum();
  }

  private static List<RowGroup> groups(List<Path> files, int dimension) {
    List<RowGroup> groups = new ArrayList<>();
    files.forEach(file -> groups.addAll(UserRows.groups(file, dimension)));
    return groups;
  }

  /**
   * Reads all files; {@link PackedUsers#of} then gives the users.
   *
   * @param dimension length of every embedding
   * @param sections receives them
   * @param pace how fast, and how many row groups at once
   * @throws ModelFormatException if a file breaks the rules of the table
   * @throws IllegalArgumentException if an id occurs twice or an embedding is not finite
   */
  public static void load(List<Path> files, int dimension, Sections sections, Pace pace) {
    List<RowGroup> groups = groups(files, dimension);
    long rows = groups.stream().mapToLong(RowGroup::rows).sum();
    if (rows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("users must not be more than 2^31: " + rows);
    }
    UsersLoader loader =
        new UsersLoader(
            dimension,
            PackedEmbeddings.allocate(sections, dimension, (int) rows),
            pace,
            new Progress("users", rows));
    List<IdText> ids = new ArrayList<>();
    List<Runnable> tasks = new ArrayList<>();
    int first = 0;
    for (RowGroup group : groups) {
      IdText part = new IdText();
      ids.add(part);
      int from = first;
      tasks.add(() -> loader.read(group, part, from));
      first += (int) group.rows();
    }
    Workers.run(pace.threads(), tasks);
    PackedIds.fill(sections, ids, pace);
  }

  private void read(RowGroup group, IdText ids, int first) {
    try (UserRows rows = UserRows.open(group, dimension)) {
      for (int row = first; rows.next(); row++) {
        ids.add(rows.userId(), rows.userIdLength());
        embeddings.set(row, rows.embedding());
        pace.step();
      }
    } catch (IOException e) {
      throw new ModelFormatException(
          group.file().toString(), "cannot be read: " + e.getMessage(), e);
    }
    progress.add(group.rows());
  }
}
