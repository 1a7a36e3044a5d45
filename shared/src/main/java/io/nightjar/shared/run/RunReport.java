package io.nightjar.shared.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.StoreJson;
import java.util.List;

/**
 * {@code runs/RUN.json}: what a run of a command did, also of one that failed or is under way.
 *
 * @param formatVersion version of the store format
 * @param run id of the run, equal to the file's name; has the form of a model's, so that names sort
 *     by age
 * @param command which command, as in {@code bin/nightjar COMMAND}
 * @param started when it began, ISO 8601, UTC
 * @param updated when this file was written
 * @param seconds from {@code started} to {@code updated}
 * @param outcome how it ended
 * @param reason why it failed or was refused, in one line; null otherwise
 * @param recipe what is trained
 * @param model id of the model that was made; null before there is one
 * @param campaigns which campaigns it is to publish to
 * @param arguments flags of the command
 * @param warnings lines of the log that deserve attention
 * @param steps in the order in which they began
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunReport(
    int formatVersion,
    String run,
    String command,
    String started,
    String updated,
    double seconds,
    RunOutcome outcome,
    String reason,
    String recipe,
    String model,
    List<String> campaigns,
    List<String> arguments,
    List<String> warnings,
    List<RunStep> steps) {

  /** Checks the members that every reader relies on and copies the lists. */
  public RunReport {
    if (run == null || !ModelLayout.isModelId(run)) {
      throw new IllegalArgumentException("run must have the form of a model id: " + run);
    }
    if (outcome == null) {
      throw new IllegalArgumentException("outcome must be given: null");
    }
    campaigns = campaigns == null ? List.of() : List.copyOf(campaigns);
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /**
   * Reads the file of a run.
   *
   * @param path names the file in messages
   * @throws io.nightjar.shared.model.ModelFormatException if it is damaged
   */
  public static RunReport parse(String path, String text) {
    return StoreJson.read(path, text, RunReport.class);
  }

  /** Text of the file. */
  public String toJson() {
    return StoreJson.write(this);
  }
}
