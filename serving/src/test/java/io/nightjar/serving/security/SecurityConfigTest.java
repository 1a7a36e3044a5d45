package io.nightjar.serving.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityConfigTest {
  private static final Path FILE = Path.of("file");

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-name.invalid"})
  void beyondLoopbackNothingIsUnprotected(String host) {
    assertThatThrownBy(() -> SecurityConfig.NONE.requireProtected(host, "127.0.0.1"))
        .hasMessage(
            "host must be of loopback, unless --credentials says who may ask, or --insecure lets"
                + " everyone: "
                + host);
    assertThatThrownBy(() -> SecurityConfig.NONE.requireProtected("127.0.0.1", host))
        .hasMessage(
            "admin-host must be of loopback, unless --admin-token says who may ask, or --insecure"
                + " lets everyone: "
                + host);
    SecurityConfig signed = new SecurityConfig(FILE, null, null, null, null, false);
    assertThatCode(() -> signed.requireProtected(host, "127.0.0.1")).doesNotThrowAnyException();
    assertThatThrownBy(() -> signed.requireProtected(host, host)).hasMessageStartingWith("admin");
    SecurityConfig both = new SecurityConfig(FILE, null, null, null, FILE, false);
    assertThatCode(() -> both.requireProtected(host, host)).doesNotThrowAnyException();
    SecurityConfig insecure = new SecurityConfig(null, null, null, null, null, true);
    assertThatCode(() -> insecure.requireProtected(host, host)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "[::1]", "127.1.2.3"})
  void loopbackNeedsNoProtection(String host) {
    assertThat(SecurityConfig.isLoopback(host)).isTrue();
    SecurityConfig.NONE.requireProtected(host, host);
  }

  @Test
  void certificateAndKeyGoTogether() {
    assertThatThrownBy(() -> new SecurityConfig(null, null, FILE, null, null, false))
        .hasMessage("tls-certificate and tls-key must be given together: tls-key is missing");
    assertThatThrownBy(() -> new SecurityConfig(null, null, null, FILE, null, false))
        .hasMessage(
            "tls-certificate and tls-key must be given together: tls-certificate is missing");
  }

  @Test
  void aRegionLimitsSignatures() {
    assertThatThrownBy(() -> new SecurityConfig(null, "eu-west-1", null, null, null, false))
        .hasMessageStartingWith("region needs credentials");
    assertThatThrownBy(() -> new SecurityConfig(FILE, "Europe!", null, null, null, false))
        .hasMessage("region must be a name such as eu-central-1: 'Europe!'");
  }
}
