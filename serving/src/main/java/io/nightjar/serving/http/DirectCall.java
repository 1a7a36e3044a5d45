package io.nightjar.serving.http;

import java.util.List;
import org.eclipse.jetty.server.Request;

/** A call straight from the HTTP server. */
final class DirectCall extends Call {
  private final Request request;
  private final byte[] body;

  /** Of a request whose body has arrived. */
  DirectCall(Request request, byte[] body) {
    this.request = request;
    this.body = body;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String rawPath() {
    return request.getHttpURI().getPath();
  }

  @Override
  public String rawQuery() {
    return request.getHttpURI().getQuery();
  }

  @Override
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  @Override
  String header(String name) {
    return request.getHeaders().get(name);
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  String requestId() {
    return RequestId.of(request);
  }
}
