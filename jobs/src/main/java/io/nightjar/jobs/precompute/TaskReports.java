package io.nightjar.jobs.precompute;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.vector.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the reports of all tasks say together. */
final class TaskReports {
  private TaskReports() {}

  /**
   * Fails unless the users of each task come after those of the task before: then the whole table
   * of users is sorted, since each task has checked its own.
   *
   * @param folder of the users, for the message
   */
  static void requireDisjointUsers(String folder, List<TaskReport> reports) {
    for (int i = 1; i < reports.size(); i++) {
      String before = reports.get(i - 1).lastUser();
      String first = reports.get(i).firstUser();
      if (before != null && IdMap.ORDER.compare(before, first) >= 0) {
        throw new ModelFormatException(
            folder, "user_id must be sorted and distinct: '" + first + "' after '" + before + "'");
      }
    }
  }

  /** One line for each kernel that is slow or not that of the driver. */
  static List<String> kernelWarnings(List<TaskReport> reports) {
    TreeMap<String, String> executorsByKernel = new TreeMap<>();
    for (TaskReport report : reports) {
      if (!report.simd() || !report.kernel().equals(Kernels.description())) {
        executorsByKernel.merge(
            report.kernel(),
            report.executor(),
            (all, one) -> List.of(all.split(", ")).contains(one) ? all : all + ", " + one);
      }
    }
    List<String> warnings = new ArrayList<>();
    executorsByKernel.forEach(
        (kernel, executors) -> warnings.add("executors " + executors + ": " + kernel));
    return warnings;
  }
}
