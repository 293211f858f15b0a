package dev.slipway.activities.check;

import dev.slipway.workflows.model.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rewrites syntax of Python 3.12 and 3.14 in the older form, line by line, so that an older
 * interpreter can read the rest. The result is only checked, never deployed.
 */
final class SyntaxDowngrader {
  // The code is untrusted. Gaps stay within a line and every repetition is possessive, so that the
  // time grows linearly with the length.

  /** PEP 758 (3.14): several exceptions without parentheses. */
  private static final Pattern BARE_EXCEPT =
      Pattern.compile("(?m)^([ \\t\\f]*+except\\*?)[ \\t]++([\\w.]++[ \\t]*+,[\\w., \\t]*+):");

  /** PEP 695 (3.12): type parameters of functions and classes. */
  private static final Pattern TYPE_PARAMETERS =
      Pattern.compile(
          "(?m)^([ \\t\\f]*+(?:async[ \\t]++def|def|class)[ \\t]++\\w++)\\[[^\\]\\n]*+\\]");

  /** PEP 695 (3.12): type aliases. */
  private static final Pattern TYPE_ALIAS =
      Pattern.compile("(?m)^([ \\t\\f]*+)type[ \\t]++(\\w++)(?:\\[[^\\]\\n]*+\\])?+[ \\t]*+=");

  /** PEP 750 (3.14): template strings. */
  private static final Pattern TEMPLATE_STRING = Pattern.compile("(?<![\\w\"'])[tT](?=[\"'])");

  /** PEP 701 (3.12): the same quotes inside an f-string, as older versions complain about it. */
  private static final Pattern F_STRING = Pattern.compile("(?<![\\w\"'])[rR]?[fF][rR]?[\"']");

  private SyntaxDowngrader() {}

  static byte[] inOlderWords(byte[] code, List<Finding> findings) {
    String text = new String(code, StandardCharsets.UTF_8);
    text = BARE_EXCEPT.matcher(text).replaceAll("$1 ($2):");
    text = TYPE_PARAMETERS.matcher(text).replaceAll("$1");
    text = TYPE_ALIAS.matcher(text).replaceAll("$1$2 =");
    text = TEMPLATE_STRING.matcher(text).replaceAll("f");
    String[] lines = text.split("\n", -1);
    for (Finding finding : findings) {
      if (finding.line() != null && finding.line() <= lines.length) {
        lines[finding.line() - 1] = withoutFormat(lines[finding.line() - 1]);
      }
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  /** Removes the statement with the f-string that the older version cannot read. */
  private static String withoutFormat(String line) {
    if (!F_STRING.matcher(line).find()) {
      return line;
    }
    return line.substring(0, line.length() - line.stripLeading().length()) + "pass";
  }
}
