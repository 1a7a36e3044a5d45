package io.nightjar.jobs.board;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of the test JVM; starting one for each class would cost minutes. */
public final class TestSpark {
  private static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2,2]")
          .appName("tests")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.csv.parser.columnPruning.enabled", "false")
          .config("spark.sql.session.timeZone", "UTC")
          .getOrCreate();

  private TestSpark() {}

  /** The session; never stopped. */
  public static SparkSession session() {
    return SESSION;
  }
}
