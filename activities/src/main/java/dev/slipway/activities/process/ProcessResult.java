package dev.slipway.activities.process;

import java.time.Duration;
import java.util.List;

/**
 * How a program ended on its own.
 *
 * @param output head and tail of standard output, redacted
 * @param errors head and tail of standard error, redacted
 */
public record ProcessResult(int exitCode, String output, String errors, Duration took) {
  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * The last lines of standard error that say something; of standard output when there are none.
   */
  public List<String> lastLines(int most) {
    String text = errors.isBlank() ? output : errors;
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }
}
