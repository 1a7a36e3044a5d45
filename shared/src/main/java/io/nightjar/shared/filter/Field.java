package io.nightjar.shared.filter;

import java.util.Locale;

/**
 * A column of a data set, such as {@code Items.GENRES}.
 *
 * @param dataset what it belongs to
 * @param name in upper case, since case does not matter
 */
public record Field(Dataset dataset, String name) {
  /** Of {@link Dataset#INTERACTIONS}: what the user did. */
  public static final String EVENT_TYPE = "EVENT_TYPE";

  /** Of {@link Dataset#INTERACTIONS}: when, in epoch seconds. Amazon has no such field. */
  public static final String TIMESTAMP = "TIMESTAMP";

  /** Takes a name in any case. */
  public Field {
    name = name.toUpperCase(Locale.ROOT);
  }

  /** As in an expression. */
  @Override
  public String toString() {
    return dataset.word() + "." + name;
  }
}
