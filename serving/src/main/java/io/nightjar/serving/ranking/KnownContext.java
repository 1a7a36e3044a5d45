package io.nightjar.serving.ranking;

import io.nightjar.shared.context.ContextSchema;
import io.nightjar.shared.context.ContextVariant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Reduces the context of requests to what a model knows, and counts the keys that it does not. Safe
 * for use by many threads.
 */
public final class KnownContext {
  private final LongAdder unknownKeys = new LongAdder();

  /** The part of a request's context that counts. */
  public ContextVariant of(ContextSchema schema, Map<String, String> requested) {
    if (requested.isEmpty()) {
      return ContextVariant.EMPTY;
    }
    for (String key : requested.keySet()) {
      if (!schema.knows(key)) {
        unknownKeys.increment();
      }
    }
    return schema.known(requested);
  }

  /** How many keys were not a context field of the model that was asked, since the start. */
  public long unknownKeys() {
    return unknownKeys.sum();
  }
}
