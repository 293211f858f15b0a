package dev.slipway.activities.drift;

import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;

/** Compares one version of a function with what was deployed. */
final class FunctionComparison {
  private static final String SECRET_VERSION = "SLIPWAY_SECRET_VERSION_ID";

  private final Findings findings;

  FunctionComparison(Findings findings) {
    this.findings = findings;
  }

  /** Looks at one version: the one that answers, or the one the next is made from. */
  void compare(Expected expected, GetFunctionConfigurationResponse actual, String version) {
    String of = " of " + version;
    findings.compare("code sha256" + of, expected.codeSha256(), actual.codeSha256());
    findings.compare("runtime" + of, expected.runtime(), actual.runtimeAsString());
    findings.compare(
        "architecture" + of,
        expected.architecture(),
        String.join(",", actual.architecturesAsStrings()));
    findings.compare("memory" + of, expected.memory() + " MB", actual.memorySize() + " MB");
    findings.compare("timeout" + of, expected.timeoutSeconds() + " s", actual.timeout() + " s");
    environment(
        expected, actual.environment() == null ? Map.of() : actual.environment().variables(), of);
  }

  private void environment(Expected expected, Map<String, String> actual, String of) {
    var missing = new TreeSet<>(expected.variables());
    missing.removeAll(actual.keySet());
    missing.forEach(name -> findings.add("environment variable " + name + of, "set", "none"));
    var surplus = new TreeSet<>(actual.keySet());
    surplus.removeAll(expected.variables());
    surplus.removeAll(expected.optionalVariables());
    surplus.forEach(name -> findings.add("environment variable " + name + of, "none", "set"));
    expected
        .values()
        .forEach(
            (name, value) -> {
              if (actual.containsKey(name) && !value.equals(actual.get(name))) {
                findings.add("environment variable " + name + of, "as deployed", "another value");
              }
            });
    String version = expected.secretVersion();
    if (version != null && actual.containsKey(SECRET_VERSION)) {
      findings.compare(
          "secret version read by" + of.substring(3), version, actual.get(SECRET_VERSION));
    }
  }
}
