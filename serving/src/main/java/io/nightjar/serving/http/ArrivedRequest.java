package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.nightjar.serving.signature.SignedRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/** A request of the HTTP server as its signature sees it. */
final class ArrivedRequest implements SignedRequest {
  private final Context context;

  ArrivedRequest(Context context) {
    this.context = context;
  }

  @Override
  public String method() {
    return context.req().getMethod();
  }

  @Override
  public String rawPath() {
    return context.req().getRequestURI();
  }

  @Override
  public String rawQuery() {
    return context.req().getQueryString();
  }

  @Override
  public List<String> headers(String name) {
    Enumeration<String> values = context.req().getHeaders(name);
    if (!values.hasMoreElements()) {
      return List.of();
    }
    String first = values.nextElement();
    if (!values.hasMoreElements()) {
      return List.of(first);
    }
    List<String> all = new ArrayList<>(List.of(first));
    while (values.hasMoreElements()) {
      all.add(values.nextElement());
    }
    return all;
  }

  @Override
  public byte[] body() {
    return RequestBody.read(context);
  }
}
