package io.nightjar.serving.parquet;

import java.math.BigDecimal;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * Keeps the current value of a column of strings, numbers or booleans as a text. Numbers are
 * written as people do, 1 for 1.0 and 100000000 for 1.0E8; what is not a number has no text.
 */
final class TextConverter extends PrimitiveConverter {
  private String value;

  /** The value handed over last; null for NaN and the infinities. */
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
    value = Float.isFinite(number) ? plain(Float.toString(number)) : null;
  }

  @Override
  public void addDouble(double number) {
    value = Double.isFinite(number) ? plain(Double.toString(number)) : null;
  }

  private static String plain(String number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }
}
