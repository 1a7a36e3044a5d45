package io.nightjar.serving.http;

import io.nightjar.serving.api.PersonalizeException;
import io.nightjar.serving.observation.Observation;
import io.nightjar.serving.observation.Operation;
import io.nightjar.serving.observation.RequestObserver;
import java.util.function.Supplier;

/** An operation, with what it does being counted and logged. */
final class ObservedOperation implements OperationHandler {
  private final Operation operation;
  private final OperationHandler handler;
  private final RequestObserver observer;

  ObservedOperation(Operation operation, OperationHandler handler, RequestObserver observer) {
    this.operation = operation;
    this.handler = handler;
    this.observer = observer;
  }

  /** An operation of which nothing is counted or logged. */
  static OperationHandler unobserved(Operation operation, OperationHandler handler) {
    return call -> {
      call.observeBy(new Observation(operation, call.requestId()));
      return handler.answer(call);
    };
  }

  @Override
  public Outcome answer(Call call) {
    Observation seen = observer.begin(operation, call.requestId());
    call.observeBy(seen);
    return observed(seen, () -> handler.answer(call));
  }

  private Outcome observed(Observation seen, Supplier<Outcome> step) {
    Outcome outcome;
    try {
      outcome = step.get();
    } catch (PersonalizeException e) {
      observer.end(seen, e.status(), e.errorType());
      throw e;
    } catch (RuntimeException | Error e) {
      observer.end(seen, 500, ErrorReplies.INTERNAL);
      throw e;
    }
    if (outcome instanceof Pending pending) {
      return new Pending(() -> observed(seen, pending::now).now());
    }
    observer.end(seen, outcome.now().status(), null);
    return outcome;
  }
}
