package io.nightjar.serving.parquet;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Keeps the current string of a column; a dictionary's entries are decoded once. */
final class StringConverter extends PrimitiveConverter {
  private String[] dictionary;
  private String value;

  /** The string handed over last. */
  String value() {
    return value;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary entries) {
    dictionary = new String[entries.getMaxId() + 1];
    for (int entry = 0; entry < dictionary.length; entry++) {
      dictionary[entry] = entries.decodeToBinary(entry).toStringUsingUTF8();
    }
  }

  @Override
  public void addValueFromDictionary(int entry) {
    value = dictionary[entry];
  }

  @Override
  public void addBinary(Binary binary) {
    value = binary.toStringUsingUTF8();
  }
}
