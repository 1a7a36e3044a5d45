package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.ServiceUnavailableException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code GET /console} of the main port: leads to the admin port of the same machine. */
final class ConsoleRedirect implements Handler {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(:\\d*)?");

  private volatile String scheme;
  private volatile int adminPort;

  /** Says where the console is, once that port is open. */
  void leadTo(int port, boolean secure) {
    scheme = secure ? "https://" : "http://";
    adminPort = port;
  }

  @Override
  public void handle(Context context) {
    Matcher host = HOST.matcher(String.valueOf(context.header("Host")));
    if (adminPort == 0 || !host.matches()) {
      throw new ServiceUnavailableException("The console is not there yet, try again");
    }
    context.redirect(scheme + host.group(1) + ":" + adminPort + "/console/");
  }
}
