package io.nightjar.serving;

import io.nightjar.serving.admin.AdminConfig;
import io.nightjar.serving.admin.AdminGuard;
import io.nightjar.serving.http.TlsFiles;
import io.nightjar.serving.security.SecurityConfig;
import io.nightjar.serving.signature.Credentials;
import io.nightjar.serving.signature.SignatureVerifier;
import java.time.Clock;
import java.time.Duration;

/** What stands before both ports, as the settings have it. */
final class Gate implements AutoCloseable {
  private final Credentials credentials;
  private final SignatureVerifier verifier;
  private final TlsFiles tls;
  private final TlsFiles adminTls;
  private final AdminGuard adminGuard;

  /**
   * Reads the files that the settings name.
   *
   * @param interval time between two looks at them
   * @throws io.nightjar.serving.security.UnusableFileException naming a file that breaks a rule
   */
  Gate(SecurityConfig config, AdminConfig admin, Duration interval) {
    adminGuard = AdminGuard.of(config.adminToken(), admin.host(), config.insecure());
    tls =
        config.hasTls() ? TlsFiles.watch(config.tlsCertificate(), config.tlsKey(), interval) : null;
    // On loopback there is nobody to hear what goes over the wire, and no name to certify.
    adminTls = SecurityConfig.isLoopback(admin.host()) ? null : tls;
    if (config.credentials() == null) {
      credentials = null;
      verifier = null;
      return;
    }
    try {
      credentials = Credentials.watch(config.credentials(), interval);
    } catch (RuntimeException e) {
      close(tls);
      throw e;
    }
    verifier = new SignatureVerifier(credentials::key, config.region(), Clock.systemUTC());
  }

  /** Checks the callers of the operations; null for no check. */
  SignatureVerifier verifier() {
    return verifier;
  }

  /** What the main port speaks HTTPS with; null for HTTP. */
  TlsFiles tls() {
    return tls;
  }

  /** What the admin port speaks HTTPS with; null for HTTP. */
  TlsFiles adminTls() {
    return adminTls;
  }

  /** Checks the callers of the admin port. */
  AdminGuard adminGuard() {
    return adminGuard;
  }

  private static void close(TlsFiles tls) {
    if (tls != null) {
      tls.close();
    }
  }

  /** Stops looking at the files. */
  @Override
  public void close() {
    close(tls);
    if (credentials != null) {
      credentials.close();
    }
  }
}
