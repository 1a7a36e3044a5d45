package io.nightjar.serving.http;

import java.nio.channels.UnresolvedAddressException;

/** The server cannot listen where it was told to. */
public final class PortUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says which setting it is. */
  public PortUnavailableException(String message, PortUnavailableException cause) {
    super(message, cause);
  }

  PortUnavailableException(String host, int port, Throwable cause) {
    super("cannot listen on " + host + ":" + port + ": " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof UnresolvedAddressException) {
      return "no such host";
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
