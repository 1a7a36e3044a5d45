package io.nightjar.serving;

import io.nightjar.serving.admin.AdminConfig;
import io.nightjar.serving.cache.CacheConfig;
import io.nightjar.serving.load.LoadConfig;
import io.nightjar.serving.observation.RequestLogConfig;
import io.nightjar.serving.security.SecurityConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything that can be set.
 *
 * @param store root of the store, a folder
 * @param host address or name to listen on
 * @param port 0 for any free port
 * @param admin where the admin port is
 * @param requestLog where requests are logged
 * @param security who is let in
 * @param load how much work it takes on
 * @param cache where packed tables are kept
 * @param reloadInterval time between two looks at the campaign files
 * @param retryInterval time after which a refused campaign is tried again
 */
public record ServingConfig(
    Path store,
    String host,
    int port,
    AdminConfig admin,
    RequestLogConfig requestLog,
    SecurityConfig security,
    LoadConfig load,
    CacheConfig cache,
    Duration reloadInterval,
    Duration retryInterval) {
  private static final Duration RELOAD = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(15);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the setting that breaks a rule
   */
  public ServingConfig {
    if (!Files.isDirectory(store)) {
      throw new IllegalArgumentException(
          "store must be a folder: " + store + (Files.exists(store) ? "" : " does not exist"));
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be empty: '" + host + "'");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be in 0 to 65535: " + port);
    }
    security.requireProtected(host, admin.host());
    requirePositive("reloadInterval", reloadInterval);
    requirePositive("retryInterval", retryInterval);
  }

  /** The settings of a user: campaigns are looked at every second. */
  public ServingConfig(
      Path store,
      String host,
      int port,
      AdminConfig admin,
      RequestLogConfig requestLog,
      SecurityConfig security,
      LoadConfig load,
      CacheConfig cache) {
    this(store, host, port, admin, requestLog, security, load, cache, RELOAD, RETRY);
  }

  /** The settings of a user who lets in whoever is on this machine. */
  public ServingConfig(
      Path store, String host, int port, AdminConfig admin, RequestLogConfig requestLog) {
    this(
        store,
        host,
        port,
        admin,
        requestLog,
        SecurityConfig.NONE,
        LoadConfig.DEFAULT,
        CacheConfig.none());
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
