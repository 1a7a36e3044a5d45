package io.nightjar.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.precompute.PrecomputeJob;
import io.nightjar.shared.vector.Kernels;
import java.io.IOException;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Measures whole Spark jobs in one warm JVM. The argument says which:
 *
 * <ul>
 *   <li>{@code precompute}: ours, as the command runs it. Requests: {@code arguments}, the
 *       command's flags. Its times leave out the start and the stop of Spark, see {@link
 *       SparkClock}.
 *   <li>{@code mllib}: {@code recommendForAllUsers} of MLlib's ALSModel in a session that stays.
 *       Requests: {@code model}, a folder that the model is loaded from; {@code n}; {@code output},
 *       a folder for zstd Parquet, or absent for Spark's {@code noop} sink.
 * </ul>
 *
 * Spark is configured by system properties {@code spark.…}.
 */
public final class SparkWorker {
  private SparkWorker() {}

  /** Entry point. */
  public static void main(String[] args) throws IOException {
    ObjectNode hello = Worker.reply();
    hello.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    if (args[0].equals("precompute")) {
      hello.put("kernel", Kernels.description());
      System.setProperty("spark.extraListeners", SparkClock.class.getName());
      Worker.serve(hello, SparkWorker::precompute);
    } else {
      SparkSession spark = SparkSession.builder().appName("recommendForAllUsers").getOrCreate();
      Worker.serve(hello, SparkWorker::recommendForAllUsers);
      spark.stop();
    }
  }

  private static void precompute(JsonNode request, ObjectNode reply) {
    String[] arguments = new String[request.get("arguments").size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = request.get("arguments").get(i).asText();
    }
    SparkClock.reset();
    int code = JobRunner.execute(new PrecomputeJob(), arguments);
    if (code != 0) {
      throw new IllegalStateException("precompute ended with code " + code);
    }
    reply.setAll(SparkClock.last());
  }

  private static void recommendForAllUsers(JsonNode request, ObjectNode reply) {
    Worker.Clock clock = new Worker.Clock();
    DataFrameWriter<Row> writer =
        ALSModel.load(request.get("model").asText())
            .recommendForAllUsers(request.get("n").asInt())
            .write()
            .mode(SaveMode.Overwrite);
    if (request.has("output")) {
      writer.option("compression", "zstd").parquet(request.get("output").asText());
    } else {
      writer.format("noop").save();
    }
    clock.stop(reply);
  }
}
