package io.nightjar.serving.parquet;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Turns a column of ids into ordinals; a dictionary's entries are looked up once. */
final class OrdinalConverter extends PrimitiveConverter {
  private final String path;
  private final String column;
  private final IdMap ids;
  private final boolean lenient;
  private int[] dictionary;
  private int ordinal;

  /** Refuses ids that are not in {@code ids}. */
  OrdinalConverter(String path, String column, IdMap ids) {
    this(path, column, ids, false);
  }

  private OrdinalConverter(String path, String column, IdMap ids, boolean lenient) {
    this.path = path;
    this.column = column;
    this.ids = ids;
    this.lenient = lenient;
  }

  /** Gives ids that are not in {@code ids} the ordinal -1. */
  static OrdinalConverter lenient(String path, String column, IdMap ids) {
    return new OrdinalConverter(path, column, ids, true);
  }

  /** The ordinal of the id handed over last. */
  int ordinal() {
    return ordinal;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary entries) {
    dictionary = new int[entries.getMaxId() + 1];
    for (int entry = 0; entry < dictionary.length; entry++) {
      dictionary[entry] = lookUp(entries.decodeToBinary(entry));
    }
  }

  @Override
  public void addValueFromDictionary(int entry) {
    ordinal = ordinal(entry);
  }

  /** The ordinal of an entry of the dictionary. */
  int ordinal(int entry) {
    return dictionary[entry];
  }

  @Override
  public void addBinary(Binary binary) {
    ordinal = lookUp(binary);
  }

  private int lookUp(Binary binary) {
    String id = binary.toStringUsingUTF8();
    int found = ids.ordinal(id);
    if (found < 0 && !lenient) {
      throw new ModelFormatException(
          path, "column " + column + " must hold ids of the model: '" + id + "'");
    }
    return found;
  }
}
