package io.nightjar.serving.parquet;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Keeps the current value of a column of strings, numbers or booleans as a text. */
final class TextConverter extends PrimitiveConverter {
  private String value;

  /** The value handed over last. */
  String value() {
    return value;
  }

  @Override
  public void addBinary(Binary binary) {
    value = binary.toStringUsingUTF8();
  }

  @Override
  public void addBoolean(boolean truth) {
    value = Boolean.toString(truth);
  }

  @Override
  public void addInt(int number) {
    value = Integer.toString(number);
  }

  @Override
  public void addLong(long number) {
    value = Long.toString(number);
  }

  @Override
  public void addFloat(float number) {
    value = Float.toString(number);
  }

  @Override
  public void addDouble(double number) {
    value = Double.toString(number);
  }
}
