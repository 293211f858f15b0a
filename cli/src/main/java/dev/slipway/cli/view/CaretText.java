package dev.slipway.cli.view;

import dev.slipway.cli.console.SafeText;
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
    return List.of(number + shown, " ".repeat(6) + " | " + " ".repeat(cells(before)) + "^");
  }

  private static int columns(Finding finding, String code) {
    return Math.min(finding.column() - 1, code.codePointCount(0, code.length()));
  }

  /** How many columns of a terminal a text takes. */
  private static int cells(String text) {
    return SafeText.of(text.replace('\t', ' ')).codePoints().map(CaretText::cells).sum();
  }

  private static int cells(int codePoint) {
    boolean wide =
        Character.isIdeographic(codePoint)
            || switch (Character.UnicodeScript.of(codePoint)) {
              case HAN, HANGUL, HIRAGANA, KATAKANA -> true;
              default -> codePoint >= 0x1F300;
            };
    return wide ? 2 : 1;
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
