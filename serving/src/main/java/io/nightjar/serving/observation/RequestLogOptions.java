package io.nightjar.serving.observation;

import picocli.CommandLine.Option;

/** The flags of the request log. */
public final class RequestLogOptions {
  @Option(
      names = "--request-log",
      paramLabel = "FILE",
      description = "Writes a line of JSON for each request to this file, - is standard output.")
  private String target;

  @Option(
      names = "--request-log-sample",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = "Which share of the requests is logged, default all: ${DEFAULT-VALUE}.")
  private double sample;

  /** The settings that they make. */
  public RequestLogConfig config() {
    return new RequestLogConfig(target, sample);
  }
}
