package dev.slipway.api;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Lambda's rules for names of environment variables, and ours. */
public final class Environment {
  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_]{1,254}");

  /** Lambda refuses these; see "Using Lambda environment variables" in its developer guide. */
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR");

  /** Settings of the runtime around the agent's code that a request may set. */
  private static final Set<String> SETTINGS = Set.of("SLIPWAY_LOG_PRINTS");

  private Environment() {}

  /** Returns the name or says why Lambda or Slipway would refuse it. */
  public static String requireName(String name) {
    Patterns.require(
        "environment variable",
        name,
        FORM,
        "2 to 255 letters, digits and '_', beginning with a letter");
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException(
          "environment variable: '%s' (expected: a name that Lambda does not reserve)"
              .formatted(name));
    }
    if (name.equals("SLIPWAY_ISOLATION")) {
      throw new IllegalArgumentException(
          "environment variable: 'SLIPWAY_ISOLATION' (expected: the field isolation in its place)");
    }
    if (name.startsWith("SLIPWAY_") && !SETTINGS.contains(name)) {
      throw new IllegalArgumentException(
          "environment variable: '%s' (expected: %s, or a name that does not begin with SLIPWAY_)"
              .formatted(name, String.join(", ", new TreeSet<>(SETTINGS))));
    }
    return name;
  }
}
