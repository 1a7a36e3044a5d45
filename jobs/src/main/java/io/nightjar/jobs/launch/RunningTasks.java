package io.nightjar.jobs.launch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.Tuple4;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What the tasks that are running have added to an accumulator so far, by their heartbeats. */
final class RunningTasks extends SparkListener {
  private final long accumulator;
  private final Map<Long, Long> countedByTask = new ConcurrentHashMap<>();

  RunningTasks(long accumulator) {
    this.accumulator = accumulator;
  }

  long counted() {
    return countedByTask.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
        CollectionConverters.asJava(update.accumUpdates())) {
      for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
        if (info.id() == accumulator && info.update().isDefined()) {
          countedByTask.put((Long) task._1(), (Long) info.update().get());
        }
      }
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    countedByTask.remove(end.taskInfo().taskId());
  }
}
