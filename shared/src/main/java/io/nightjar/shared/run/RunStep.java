package io.nightjar.shared.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step of a run.
 *
 * @param name what it does, in a few words
 * @param started when it began, ISO 8601, UTC
 * @param seconds how long it took, or has taken so far
 * @param outcome how it ended
 * @param result what came out, in words; null before it ended and when it failed
 * @param counts what came out, in numbers: {@code rowsRead}, {@code rejectedRows}, {@code users} …
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunStep(
    String name,
    String started,
    double seconds,
    RunOutcome outcome,
    String result,
    SortedMap<String, Long> counts) {
  /** Copies the counts. */
  public RunStep {
    counts =
        Collections.unmodifiableSortedMap(counts == null ? new TreeMap<>() : new TreeMap<>(counts));
  }
}
