package io.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.admin.AdminConfig;
import io.nightjar.serving.cache.CacheConfig;
import io.nightjar.serving.load.LoadConfig;
import io.nightjar.serving.observation.RequestLogConfig;
import io.nightjar.serving.security.SecurityConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingConfigTest {
  private static final AdminConfig ADMIN = AdminConfig.of(null, null, 0);

  @TempDir Path folder;

  private static void assertRefused(Runnable config, String message) {
    assertThatThrownBy(config::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void campaignsAreLookedAtEverySecond() {
    assertThat(
            new ServingConfig(folder, "localhost", 0, ADMIN, RequestLogConfig.OFF).reloadInterval())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theStoreMustBeAFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(
        () -> new ServingConfig(file, "localhost", 0, ADMIN, RequestLogConfig.OFF),
        "store must be a folder: " + file);
    Path missing = folder.resolve("missing");
    assertRefused(
        () -> new ServingConfig(missing, "localhost", 0, ADMIN, RequestLogConfig.OFF),
        "store must be a folder: " + missing + " does not exist");
  }

  @Test
  void theHostMustNotBeEmpty() {
    assertRefused(
        () -> new ServingConfig(folder, " ", 0, ADMIN, RequestLogConfig.OFF),
        "host must not be empty: ' '");
  }

  @Test
  void thePortMustBeAPort() {
    assertRefused(
        () -> new ServingConfig(folder, "localhost", -1, ADMIN, RequestLogConfig.OFF),
        "port must be in 0 to 65535: -1");
    assertRefused(
        () -> new ServingConfig(folder, "localhost", 65536, ADMIN, RequestLogConfig.OFF),
        "port must be in 0 to 65535: 65536");
  }

  @Test
  void intervalsMustBePositive() {
    assertRefused(
        () ->
            new ServingConfig(
                folder,
                "localhost",
                0,
                ADMIN,
                RequestLogConfig.OFF,
                SecurityConfig.NONE,
                LoadConfig.DEFAULT,
                CacheConfig.none(),
                Duration.ZERO,
                Duration.ofSeconds(1)),
        "reloadInterval must be positive: PT0S");
    assertRefused(
        () ->
            new ServingConfig(
                folder,
                "localhost",
                0,
                ADMIN,
                RequestLogConfig.OFF,
                SecurityConfig.NONE,
                LoadConfig.DEFAULT,
                CacheConfig.none(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(-1)),
        "retryInterval must be positive: PT-1S");
  }
}
