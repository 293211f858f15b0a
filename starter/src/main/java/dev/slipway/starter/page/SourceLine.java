package dev.slipway.starter.page;

import dev.slipway.project.compare.VisibleText;
import dev.slipway.workflows.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A line of code as the page shows it.
 *
 * @param notes what the check has noticed there
 */
record SourceLine(int number, String text, List<String> notes) {
  /** What a browser lays out without delay; the file itself has the rest. */
  static final int MAX_LINES = 5_000;

  static final int MAX_LENGTH = 1_000;

  /** The first lines of a file. */
  static List<SourceLine> of(String text, List<Finding> findings) {
    var lines = new ArrayList<SourceLine>();
    List<String> first = text.lines().limit(MAX_LINES).toList();
    for (int i = 0; i < first.size(); i++) {
      int number = i + 1;
      List<String> notes =
          findings.stream()
              .filter(finding -> Objects.equals(finding.line(), number))
              .map(SourceLine::note)
              .toList();
      lines.add(new SourceLine(number, shown(first.get(i)), notes));
    }
    return lines;
  }

  private static String note(Finding finding) {
    String hint = finding.hint();
    return finding.message() + (hint == null || hint.isBlank() ? "" : " (" + hint + ")");
  }

  /** Cut if it is very long, and with what is invisible named. */
  static String shown(String line) {
    return VisibleText.of(
        line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + " …");
  }
}
