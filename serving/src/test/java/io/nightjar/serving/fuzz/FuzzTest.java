package io.nightjar.serving.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.nightjar.shared.fuzz.Mutations;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzTest {
  private static final long SEED = 20_260_131;

  @ParameterizedTest
  @CsvSource({
    "bodies, 8000",
    "signatures, 30000",
    "filters, 10000",
    "manifests, 20000",
    "stores, 600"
  })
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whatMustHoldHoldsForEveryInput(String name, int inputs) {
    FuzzTarget target = FuzzTarget.of(name);
    target.seeds().forEach(target::take);
    Mutations mutations = new Mutations(SEED, target.seeds());
    for (int i = 0; i < inputs; i++) {
      byte[] input = mutations.next();
      int number = i;
      assertThatCode(() -> target.take(input))
          .as(() -> describe(number, input))
          .doesNotThrowAnyException();
    }
  }

  private static String describe(int number, byte[] input) {
    String text = Base64.getEncoder().encodeToString(input);
    return "seed %d, input %d, in Base64 %s".formatted(SEED, number, text);
  }
}
