package io.nightjar.serving.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Who is let in.
 *
 * @param credentials file of access keys, with which requests must be signed; null for no check
 * @param region the only region that signatures may be for; null for any
 * @param tlsCertificate PEM file of the certificate and what leads to its authority; null for HTTP
 * @param tlsKey PEM file of the certificate's key; null for HTTP
 * @param adminToken file of the token that opens the admin port; null for no check
 * @param insecure whether strangers may be let in beyond this machine
 */
public record SecurityConfig(
    Path credentials,
    String region,
    Path tlsCertificate,
    Path tlsKey,
    Path adminToken,
    boolean insecure) {
  /** No checks, which is for loopback only. */
  public static final SecurityConfig NONE = new SecurityConfig(null, null, null, null, null, false);

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the setting that breaks a rule
   */
  public SecurityConfig {
    if ((tlsCertificate == null) != (tlsKey == null)) {
      throw new IllegalArgumentException(
          "tls-certificate and tls-key must be given together: %s is missing"
              .formatted(tlsKey == null ? "tls-key" : "tls-certificate"));
    }
    if (region != null && credentials == null) {
      throw new IllegalArgumentException(
          "region needs credentials, whose signatures it limits: credentials is missing");
    }
    if (region != null && !region.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException(
          "region must be a name such as eu-central-1: '" + region + "'");
    }
  }

  /** Whether HTTPS is spoken. */
  public boolean hasTls() {
    return tlsKey != null;
  }

  /**
   * Checks that nobody beyond this machine reaches what is not protected.
   *
   * @throws IllegalArgumentException naming the address and what would protect it
   */
  public void requireProtected(String host, String adminHost) {
    if (credentials == null && !insecure && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "host must be of loopback, unless --credentials says who may ask, or --insecure lets"
              + " everyone: "
              + host);
    }
    if (adminToken == null && !insecure && !isLoopback(adminHost)) {
      throw new IllegalArgumentException(
          "admin-host must be of loopback, unless --admin-token says who may ask, or --insecure"
              + " lets everyone: "
              + adminHost);
    }
  }

  /**
   * Whether only this machine reaches an address. What no name server knows is not taken for it.
   */
  public static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
