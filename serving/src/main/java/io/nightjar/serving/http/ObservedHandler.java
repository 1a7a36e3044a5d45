package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.nightjar.serving.api.PersonalizeException;
import io.nightjar.serving.observation.Observation;
import io.nightjar.serving.observation.Operation;
import io.nightjar.serving.observation.RequestObserver;

/** A handler of an operation, with what it did being counted and logged. */
final class ObservedHandler implements Handler {
  private static final String OBSERVATION = "nightjar.observation";

  private final Operation operation;
  private final Handler handler;
  private final RequestObserver observer;

  ObservedHandler(Operation operation, Handler handler, RequestObserver observer) {
    this.operation = operation;
    this.handler = handler;
    this.observer = observer;
  }

  /** A handler of an operation of which nothing is counted or logged. */
  static Handler unobserved(Operation operation, Handler handler) {
    return context -> {
      context.req().setAttribute(OBSERVATION, new Observation(operation, RequestId.of(context)));
      handler.handle(context);
    };
  }

  /** What is seen of the request of an observed handler, for that handler to fill in. */
  static Observation of(Context context) {
    return (Observation) context.req().getAttribute(OBSERVATION);
  }

  @Override
  public void handle(Context context) throws Exception {
    Observation seen = observer.begin(operation, RequestId.of(context));
    context.req().setAttribute(OBSERVATION, seen);
    int status = 500;
    String errorType = ErrorReplies.INTERNAL;
    try {
      handler.handle(context);
      status = context.statusCode();
      errorType = null;
    } catch (PersonalizeException e) {
      status = e.status();
      errorType = e.errorType();
      throw e;
    } catch (HttpResponseException e) {
      status = e.getStatus();
      errorType = status < 500 ? ErrorReplies.INVALID : ErrorReplies.INTERNAL;
      throw e;
    } finally {
      observer.end(seen, status, errorType);
    }
  }
}
