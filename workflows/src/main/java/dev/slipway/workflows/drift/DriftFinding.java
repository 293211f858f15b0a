package dev.slipway.workflows.drift;

/**
 * One thing that differs from what was deployed; values of the environment are never shown.
 *
 * @param what such as {@code memory of $LATEST}
 * @param expected as deployed
 * @param actual as found
 */
public record DriftFinding(String what, String expected, String actual) {
  /** A value longer than this hides the others. */
  private static final int LONGEST = 200;

  public DriftFinding {
    what = shortened(what);
    expected = shortened(expected);
    actual = shortened(actual);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
