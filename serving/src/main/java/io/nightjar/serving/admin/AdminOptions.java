package io.nightjar.serving.admin;

import picocli.CommandLine.Option;

/** The flags of the admin port. */
public final class AdminOptions {
  @Option(
      names = "--admin-host",
      paramLabel = "HOST",
      description = "Address of the admin port, default 127.0.0.1.")
  private String host;

  @Option(
      names = "--admin-port",
      paramLabel = "N",
      description =
          "Port for health, readiness and administration, default 8081 beside --port 8080 and any"
              + " free one beside another; 0 is any free one.")
  private Integer port;

  /**
   * The settings that they make.
   *
   * @param mainPort of the same server
   */
  public AdminConfig config(int mainPort) {
    return AdminConfig.of(host, port, mainPort);
  }
}
