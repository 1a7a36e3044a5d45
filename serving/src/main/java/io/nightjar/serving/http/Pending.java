package io.nightjar.serving.http;

import java.util.function.Supplier;

/**
 * A call that is understood and has yet to be answered, which may take long: a thread on which
 * other connections wait must not do it.
 *
 * @param rest what is left to do; called once
 */
record Pending(Supplier<Reply> rest) implements Outcome {
  @Override
  public Reply now() {
    return rest.get();
  }
}
