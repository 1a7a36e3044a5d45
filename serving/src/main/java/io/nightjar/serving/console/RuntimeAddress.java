package io.nightjar.serving.console;

/**
 * Where applications ask, as the console tells people to.
 *
 * @param port of the runtime API
 * @param tls whether it speaks TLS
 * @param signed whether requests must be signed
 */
public record RuntimeAddress(int port, boolean tls, boolean signed) {
  /** What its URL begins with. */
  String scheme() {
    return tls ? "https" : "http";
  }
}
