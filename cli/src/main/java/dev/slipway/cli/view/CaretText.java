package dev.slipway.cli.view;

import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.TextWidth;
import dev.slipway.cli.http.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The line of code that a finding is about, with a caret below the place. */
public final class CaretText {
  private static final int LONGEST = 400;

  private final Map<String, byte[]> files;

  /**
   * For the files that were sent.
   *
   * @param files by their paths; one alone may have any name
   */
  public CaretText(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Nothing if the finding is not about a line, or if that line is not there or too long. */
  public List<String> lines(Finding finding) {
    return code(finding)
        .filter(line -> line.length() <= LONGEST)
        .map(line -> lines(finding, line))
        .orElse(List.of());
  }

  private static List<String> lines(Finding finding, String code) {
    String shown = SafeText.of(code.replace('\t', ' ')).stripTrailing();
    String number = "%6d | ".formatted(finding.line());
    if (finding.column() < 1 || finding.column() > code.length() + 1) {
      return List.of(number + shown);
    }
    String before = code.substring(0, code.offsetByCodePoints(0, columns(finding, code)));
    return List.of(number + shown, " ".repeat(6) + " | " + " ".repeat(width(before)) + "^");
  }

  private static int columns(Finding finding, String code) {
    return Math.min(finding.column() - 1, code.codePointCount(0, code.length()));
  }

  private static int width(String text) {
    return TextWidth.of(SafeText.of(text.replace('\t', ' ')));
  }

  private Optional<String> code(Finding finding) {
    byte[] content =
        files.size() == 1 && finding.file().isEmpty()
            ? files.values().iterator().next()
            : files.get(finding.file());
    return finding.line() < 1 || content == null
        ? Optional.empty()
        : new String(content, StandardCharsets.UTF_8).lines().skip(finding.line() - 1L).findFirst();
  }
}
