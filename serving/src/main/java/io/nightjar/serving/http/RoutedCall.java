package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Collections;
import java.util.List;

/** A call that came by a route of Javalin. */
final class RoutedCall extends Call {
  private final Context context;

  private RoutedCall(Context context) {
    this.context = context;
  }

  /** What a route does to be answered by the handler of an operation. */
  static Handler to(OperationHandler operation) {
    return context -> Replies.send(context, operation.answer(new RoutedCall(context)).now());
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
    return Collections.list(context.req().getHeaders(name));
  }

  @Override
  String header(String name) {
    return context.header(name);
  }

  @Override
  public byte[] body() {
    return RequestBody.read(context);
  }

  @Override
  String requestId() {
    return RequestId.of(context);
  }
}
