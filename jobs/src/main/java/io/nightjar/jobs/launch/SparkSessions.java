package io.nightjar.jobs.launch;

import io.nightjar.shared.vector.Kernels;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the one Spark session of a job, and says which kernel scores in this process; whatever
 * spark-submit configures wins.
 */
public final class SparkSessions {
  private static final Logger LOG = LoggerFactory.getLogger("io.nightjar");

  private SparkSessions() {}

  /** The running session, or a new one with our defaults where nothing else is configured. */
  public static SparkSession start(String job) {
    SparkConf given = new SparkConf();
    SparkSession.Builder builder = SparkSession.builder().appName("nightjar " + job);
    String master = given.get("spark.master", "local[*]");
    if (!given.contains("spark.master")) {
      builder.master(master);
    }
    if (master.startsWith("local") && !given.contains("spark.sql.shuffle.partitions")) {
      builder.config(
          "spark.sql.shuffle.partitions",
          String.valueOf(2 * Runtime.getRuntime().availableProcessors()));
    }
    // A row that lacks columns must be seen as such whichever columns a query touches.
    builder.config("spark.sql.csv.parser.columnPruning.enabled", "false");
    builder.config("spark.sql.session.timeZone", "UTC");
    LOG.info(Kernels.description());
    return builder.getOrCreate();
  }
}
