package dev.slipway.activities.check;

import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.Finding;
import java.util.ArrayList;
import java.util.List;

/** Chooses the lowest runtime whose Python reads the code. */
final class ChosenRuntime {
  private ChosenRuntime() {}

  /** Checks the code for one runtime. */
  @FunctionalInterface
  interface Check {
    CodeCheck.Report report(PythonRuntime runtime) throws InterruptedException;
  }

  /**
   * The report for it, which says why it is not the lowest; the lowest one's if none reads it.
   *
   * @param first the lowest that the target still takes
   */
  static CodeCheck.Report of(PythonRuntime first, Check check) throws InterruptedException {
    var lowest = check.report(first);
    if (!refusedForSyntax(lowest)) {
      return lowest;
    }
    for (PythonRuntime later : PythonRuntime.known()) {
      if (later.minor() > first.minor()) {
        var report = check.report(later);
        if (!refusedForSyntax(report)) {
          return saying(why(later, first, lowest.errors().getFirst()), report);
        }
      }
    }
    return lowest;
  }

  private static boolean refusedForSyntax(CodeCheck.Report report) {
    return !report.ok() && report.errors().stream().allMatch(e -> e.code().equals("syntax"));
  }

  private static Finding why(PythonRuntime chosen, PythonRuntime first, Finding obstacle) {
    return new Finding(
        "runtime_chosen",
        obstacle.line(),
        obstacle.column(),
        "%s is the lowest runtime that reads this (%s: %s)"
            .formatted(chosen.wireName(), first.wireName(), obstacle.message()),
        "Name a runtime to keep it whatever the code is, such as " + chosen.wireName());
  }

  private static CodeCheck.Report saying(Finding why, CodeCheck.Report report) {
    var warnings = new ArrayList<>(List.of(why));
    warnings.addAll(report.warnings());
    return report.withWarnings(warnings);
  }
}
