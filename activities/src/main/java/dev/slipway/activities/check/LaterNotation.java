package dev.slipway.activities.check;

import dev.slipway.workflows.model.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes notations of Python 3.12 and 3.14 in the older way, line by line, so that an older
 * interpreter can read the rest. The result is looked at, never deployed.
 */
final class LaterNotation {
  /** PEP 758 (3.14): several exceptions without parentheses. */
  private static final Pattern BARE_EXCEPT =
      Pattern.compile("(?m)^(\\s*except\\*?)\\s+([\\w.]+(?:\\s*,\\s*[\\w.]+)+)\\s*:");

  /** PEP 695 (3.12): type parameters of functions and classes. */
  private static final Pattern TYPE_PARAMETERS =
      Pattern.compile("(?m)^(\\s*(?:async\\s+def|def|class)\\s+\\w+)\\[[^\\]\\n]*\\]");

  /** PEP 695 (3.12): type aliases. */
  private static final Pattern TYPE_ALIAS =
      Pattern.compile("(?m)^(\\s*)type\\s+(\\w+)(?:\\[[^\\]\\n]*\\])?\\s*=");

  /** PEP 750 (3.14): template strings. */
  private static final Pattern TEMPLATE_STRING = Pattern.compile("(?<![\\w\"'])[tT](?=[\"'])");

  /** PEP 701 (3.12): the same quotes inside an f-string, as older versions complain about it. */
  private static final Pattern F_STRING = Pattern.compile("(?<![\\w\"'])[rR]?[fF][rR]?[\"']");

  private LaterNotation() {}

  static byte[] inOlderWords(byte[] code, List<Finding> complaints) {
    String text = new String(code, StandardCharsets.UTF_8);
    text = BARE_EXCEPT.matcher(text).replaceAll("$1 ($2):");
    text = TYPE_PARAMETERS.matcher(text).replaceAll("$1");
    text = TYPE_ALIAS.matcher(text).replaceAll("$1$2 =");
    text = TEMPLATE_STRING.matcher(text).replaceAll("f");
    for (Finding complaint : complaints) {
      if (complaint.line() != null) {
        text = withoutFormat(text, complaint.line());
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the statement away that holds an f-string the older version cannot read. */
  private static String withoutFormat(String text, int number) {
    String[] lines = text.split("\n", -1);
    if (number > lines.length || !F_STRING.matcher(lines[number - 1]).find()) {
      return text;
    }
    String line = lines[number - 1];
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    lines[number - 1] = indent + "pass";
    return String.join("\n", lines);
  }
}
