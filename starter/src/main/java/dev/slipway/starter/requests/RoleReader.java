package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the role that a request gives to its agent in place of one of its own. */
public final class RoleReader {
  /** The partition of every region that is known; see Regions. */
  private static final Pattern ROLE =
      Pattern.compile("arn:aws:iam::(\\d{12}):role/[\\w+=,.@/-]{1,512}");

  private static final String NAME = "execution_role";

  private RoleReader() {}

  /** The role of a request; absent when it has none, or an empty one that takes it away. */
  static @Nullable String read(Fields fields, @Nullable String before) {
    return fields.has(NAME)
        ? fields.value(NAME, RoleReader::requireArn).filter(arn -> !arn.isEmpty()).orElse(null)
        : before;
  }

  private static String requireArn(String given) {
    String arn = given.strip();
    if (!arn.isEmpty() && !ROLE.matcher(arn).matches()) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: the ARN of a role, such as arn:aws:iam::123456789012:role/agents/pilot)"
              .formatted(NAME, Fields.shown(given)));
    }
    return arn;
  }

  /** Slipway changes only roles that it has made. */
  static void requireOneKind(Fields fields, DeploymentSpec spec) {
    boolean more = !spec.managedPolicies().isEmpty() || !spec.permissions().isEmpty();
    if (spec.executionRole() != null && more) {
      fields.invalid(
          NAME,
          "%s: given with managed_policies or permissions (expected: without them; Slipway never changes a role that it has not made)"
              .formatted(NAME));
    }
  }

  /** Fails with 422 if a spec gives its agent the role of another account than the agent's. */
  public static void requireOf(String account, DeploymentSpec spec) {
    if (spec.executionRole() == null) {
      return;
    }
    Matcher role = ROLE.matcher(spec.executionRole());
    if (!role.matches() || !role.group(1).equals(account)) {
      String message =
          "%s: %s (expected: a role of account %s, in which the agent runs)"
              .formatted(NAME, spec.executionRole(), account);
      throw ProblemException.invalid(List.of(FieldError.about(NAME, "invalid", message, null)));
    }
  }
}
