package dev.slipway.workflows.scenarios.cloud;

import org.jspecify.annotations.Nullable;

/** Templates as text, for the bucket. */
final class Snapshots {
  private static final String NONE = "-";

  private Snapshots() {}

  /**
   * A stack as text.
   *
   * @param live the version that callers of a runtime reach; 0 for none
   */
  static String text(StackTemplate template, int live) {
    return String.join(
        "\n",
        template.deployment(),
        template.codeUri(),
        String.valueOf(template.memory()),
        template.environment(),
        template.secretArn() == null ? NONE : template.secretArn(),
        String.valueOf(live));
  }

  static int live(String text) {
    return Integer.parseInt(text.split("\n", -1)[5]);
  }

  static StackTemplate read(String text) {
    String[] lines = text.split("\n", -1);
    @Nullable String secret = lines[4].equals(NONE) ? null : lines[4];
    return new StackTemplate(lines[0], lines[1], Integer.parseInt(lines[2]), lines[3], secret);
  }
}
