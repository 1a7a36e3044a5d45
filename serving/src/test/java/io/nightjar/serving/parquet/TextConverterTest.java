package io.nightjar.serving.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextConverterTest {
  private final TextConverter converter = new TextConverter();

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "-0.5, -0.5",
    "1.0E8, 100000000",
    "1.0E-7, 0.0000001",
    "9007199254740992.0, 9007199254740992",
    "0.1, 0.1",
    "-0.0, 0",
    "NaN,",
    "Infinity,"
  })
  void numbersAreWrittenAsPeopleDo(double number, String text) {
    converter.addDouble(number);
    assertThat(converter.value()).isEqualTo(text);
  }

  @Test
  void aFloatHasTheDigitsOfAFloat() {
    converter.addFloat(0.1f);
    assertThat(converter.value()).isEqualTo("0.1");
    converter.addFloat(3f);
    assertThat(converter.value()).isEqualTo("3");
    converter.addFloat(Float.NaN);
    assertThat(converter.value()).isNull();
  }
}
