package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DemoConfigTest {
  @Test
  void standardIsTheSizeOfASmallService() {
    DemoConfig standard = DemoConfig.standard();
    assertThat(standard.users()).isEqualTo(2_000);
    assertThat(standard.items()).isEqualTo(1_000);
    assertThat(standard.interactions()).isEqualTo(150_000);
  }

  @Test
  void sizesMustBeInRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoConfig(0, 10, 100, 1))
        .withMessage("users must be 1 to 1000000: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoConfig(1, 9, 100, 1))
        .withMessage("items must be 10 to 20000: 9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoConfig(1, 20_001, 100, 1))
        .withMessage("items must be 10 to 20000: 20001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DemoConfig(3, 10, 14, 1))
        .withMessage("interactions must be at least 5 for each of 3 users: 14");
  }
}
