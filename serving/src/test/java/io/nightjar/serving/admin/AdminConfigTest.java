package io.nightjar.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AdminConfigTest {
  @Test
  void besideTheUsualPortItIsTheNextOne() {
    assertThat(AdminConfig.of(null, null, 8080))
        .isEqualTo(new AdminConfig("127.0.0.1", 8081, true));
  }

  @Test
  void besideAnotherPortItIsAnyFreeOne() {
    assertThat(AdminConfig.of(null, null, 9000)).isEqualTo(new AdminConfig("127.0.0.1", 0, true));
  }

  @Test
  void whatIsAskedForIsMeant() {
    assertThat(AdminConfig.of("0.0.0.0", 9001, 8080))
        .isEqualTo(new AdminConfig("0.0.0.0", 9001, false));
    assertThat(AdminConfig.of(null, 0, 8080)).isEqualTo(new AdminConfig("127.0.0.1", 0, false));
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> AdminConfig.of(" ", 1, 8080))
        .hasMessage("admin-host must not be empty: ' '");
    assertThatThrownBy(() -> AdminConfig.of(null, 65536, 8080))
        .hasMessage("admin-port must be in 0 to 65535: 65536");
  }
}
