package dev.slipway.workflows.failure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A resource that a stack's rollback could not restore.
 *
 * @param reason CloudFormation's; may be empty
 */
public record BlockedResource(String logicalId, String type, String reason) {
  /** How many one retry may skip; an agent's stack has ten resources. */
  public static final int MOST = 20;

  private static final Pattern LOGICAL_ID = Pattern.compile("[A-Za-z0-9]{1,255}");
  private static final Pattern LINE = Pattern.compile("blocked: ([A-Za-z0-9]{1,255}) .*");

  /** Whether CloudFormation accepts that name for a resource. */
  public static boolean isLogicalId(String text) {
    return LOGICAL_ID.matcher(text).matches();
  }

  /** Formats it as a line of a failure's evidence. */
  public String line() {
    return "blocked: %s %s%s".formatted(logicalId, type, reason.isEmpty() ? "" : ": " + reason);
  }

  /** The logical ids that a failure's evidence names as blocked. */
  public static List<String> in(List<String> evidence) {
    List<String> ids = new ArrayList<>();
    for (String line : evidence) {
      var blocked = LINE.matcher(line);
      if (blocked.matches()) {
        ids.add(blocked.group(1));
      }
    }
    return List.copyOf(ids);
  }
}
