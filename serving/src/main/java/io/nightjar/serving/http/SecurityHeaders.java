package io.nightjar.serving.http;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Headers that every reply has before anybody looks at the request, errors of the HTTP server
 * included: nothing is kept by caches, and nothing is taken for another type than it says.
 */
final class SecurityHeaders implements HttpConfiguration.Customizer {
  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    put(responseHeaders);
    return request;
  }

  /** Puts them where a reply begins anew. */
  static void put(HttpFields.Mutable responseHeaders) {
    responseHeaders.put(NO_SNIFFING);
    responseHeaders.put(NO_STORE);
  }
}
