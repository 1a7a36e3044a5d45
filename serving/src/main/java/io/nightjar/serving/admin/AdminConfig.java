package io.nightjar.serving.admin;

/**
 * Where the admin port is.
 *
 * @param host address or name to listen on
 * @param port 0 for any free port
 * @param orAnyFree whether any free port will do where this one is taken, as nobody asked for it
 */
public record AdminConfig(String host, int port, boolean orAnyFree) {
  /** The port beside the main port of {@value #MAIN_PORT}. */
  public static final int PORT = 8081;

  private static final int MAIN_PORT = 8080;
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the setting that breaks a rule
   */
  public AdminConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("admin-host must not be empty: '" + host + "'");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("admin-port must be in 0 to 65535: " + port);
    }
  }

  /**
   * The settings of a user.
   *
   * <p>Without a port of its own it is {@value #PORT} beside the usual main port, and any free one
   * beside another: who starts several servers gives each a main port, and none may lose the next
   * one's to an admin port that nobody asked for.
   *
   * @param host null for loopback
   * @param port null when nobody asked for one
   * @param mainPort of the same server
   */
  public static AdminConfig of(String host, Integer port, int mainPort) {
    int wanted = port != null ? port : mainPort == MAIN_PORT ? PORT : 0;
    return new AdminConfig(host == null ? LOOPBACK : host, wanted, port == null);
  }
}
