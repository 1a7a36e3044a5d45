package io.nightjar.bench.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;

/**
 * Wall and CPU time of a job from the end of Spark's start to the beginning of its stop. Spark
 * makes one for each context that has it among {@code spark.extraListeners}, while the context
 * starts.
 */
public final class SparkClock extends SparkListener {
  private static volatile ObjectNode last = Worker.reply();

  private final Worker.Clock clock = new Worker.Clock();

  @Override
  public void onApplicationEnd(SparkListenerApplicationEnd end) {
    ObjectNode times = Worker.reply();
    clock.stop(times);
    last = times;
  }

  /** Forgets what was measured. */
  static void reset() {
    last = Worker.reply();
  }

  /** The times of the last context that has stopped; empty when there is none. */
  static ObjectNode last() {
    return last;
  }
}
