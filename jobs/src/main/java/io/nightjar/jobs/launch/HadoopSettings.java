package io.nightjar.jobs.launch;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;

/** Hadoop's configuration as spark-submit gave it, for commands that need no Spark session. */
public final class HadoopSettings {
  private HadoopSettings() {}

  /** The site files on the class path and all {@code spark.hadoop.*} settings. */
  public static Configuration load() {
    return SparkHadoopUtil.get().newConfiguration(new SparkConf());
  }
}
