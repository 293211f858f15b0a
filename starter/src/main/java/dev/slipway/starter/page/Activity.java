package dev.slipway.starter.page;

import dev.slipway.starter.views.DecisionResponse;
import dev.slipway.starter.views.DeploymentResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that someone did about a deployment.
 *
 * @param what as a sentence goes on after their name
 * @param why in their own words
 */
public record Activity(String who, String what, @Nullable String why, Instant at) {
  /** The request and every decision since, the first one first. */
  static List<Activity> of(DeploymentResponse deployment) {
    List<Activity> all = new ArrayList<>();
    String onBehalfOf = deployment.onBehalfOf();
    all.add(
        new Activity(
            deployment.requestedBy(),
            requested(deployment) + (onBehalfOf == null ? "" : ", on behalf of " + onBehalfOf),
            deployment.reason(),
            deployment.createdAt()));
    deployment.decisions().forEach(decision -> all.add(of(decision)));
    return all;
  }

  private static Activity of(DecisionResponse decision) {
    String what =
        switch (decision.verb()) {
          case "approve" -> "approved the plan";
          case "reject" -> "rejected the plan";
          case "retry" -> decision.changes() ? "changed something and retried" : "retried it";
          case "abort" -> "aborted it";
          case "cancel" -> "canceled it";
          default -> decision.verb();
        };
    return new Activity(decision.by(), what, decision.reason(), decision.at());
  }

  private static String requested(DeploymentResponse deployment) {
    if (deployment.rollbackOf() != null) {
      return "asked for a rollback to revision " + deployment.rollbackOf();
    }
    if (deployment.redeployOf() != null) {
      return "asked to deploy revision " + deployment.redeployOf() + " again";
    }
    return deployment.deploymentType().wireName().equals("destroy")
        ? "asked to destroy the agent"
        : deployment.planOnly() ? "asked for a plan" : "asked for this deployment";
  }
}
