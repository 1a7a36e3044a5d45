package io.nightjar.serving.security;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags about who is let in. */
public final class SecurityOptions {
  @Option(
      names = "--credentials",
      paramLabel = "FILE",
      description = "Access keys (JSON) with which requests must be signed, by AWS Signature 4.")
  private Path credentials;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "The only region that signatures may be for, default any.")
  private String region;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Certificate (PEM), followed by what leads to its authority: HTTPS, not HTTP.")
  private Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "Private key (PEM, not encrypted) of the certificate.")
  private Path tlsKey;

  @Option(
      names = "--admin-token",
      paramLabel = "FILE",
      description = "Token that opens the admin port, as bearer token or password.")
  private Path adminToken;

  @Option(
      names = "--insecure",
      description = "Listen beyond loopback although anyone may then ask.")
  private boolean insecure;

  /** The settings that they make. */
  public SecurityConfig config() {
    return new SecurityConfig(credentials, region, tlsCertificate, tlsKey, adminToken, insecure);
  }
}
