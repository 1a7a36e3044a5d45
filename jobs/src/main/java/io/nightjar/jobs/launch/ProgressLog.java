package io.nightjar.jobs.launch;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every few seconds how far a long Spark job is, from an accumulator that its tasks add to.
 * Spark adds a task's counts to the accumulator when the task ends; what running tasks have counted
 * so far comes with the heartbeats of the executors. Counts of tasks that ran twice are counted
 * twice, so the figure is a progress, not a result.
 */
public final class ProgressLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("io.nightjar");
  private static final int EVERY_SECONDS = 5;

  private final SparkContext spark;
  private final RunningTasks running;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "progress");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Starts telling.
   *
   * @param spark whose tasks they are
   * @param done what the tasks have done
   * @param total what there is to do
   * @param unit what is counted, in the plural
   */
  public ProgressLog(SparkContext spark, LongAccumulator done, long total, String unit) {
    this.spark = spark;
    this.running = new RunningTasks(done.id());
    spark.addSparkListener(running);
    long start = System.nanoTime();
    Runnable tell =
        () -> {
          double seconds = (System.nanoTime() - start) / 1e9;
          long count = Math.min(total, done.value() + running.counted());
          LOG.info(
              String.format(
                  Locale.ROOT,
                  "  %,d of %,d %s (%.0f %%), %,.0f per second",
                  count,
                  total,
                  unit,
                  100.0 * count / total,
                  count / seconds));
        };
    var ignored = timer.scheduleAtFixedRate(tell, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    spark.removeSparkListener(running);
  }
}
