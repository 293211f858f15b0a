package dev.slipway.workflows.model;

import dev.slipway.api.DeploymentSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a deployment gives its agent.
 *
 * @param names variables and keys, without their values
 * @param actions what it is allowed in AWS besides what every agent is, with wildcards
 */
public record GivenNames(List<String> names, List<String> actions) {
  /** What the request says; the policies and the role that it names may allow anything. */
  public static GivenNames of(DeploymentSpec spec, List<String> keys) {
    return new GivenNames(
        Stream.concat(spec.environmentVariables().keySet().stream(), keys.stream())
            .sorted()
            .distinct()
            .toList(),
        spec.managedPolicies().isEmpty() && spec.executionRole() == null
            ? spec.permissions().stream()
                .flatMap(permission -> permission.actions().stream())
                .distinct()
                .toList()
            : List.of("*"));
  }
}
