package dev.slipway.e2e.scenarios;

import dev.slipway.e2e.harness.StormyCloud;
import dev.slipway.workflows.scenarios.model.Call;
import dev.slipway.workflows.scenarios.model.Flaw;
import dev.slipway.workflows.scenarios.model.Moment;
import dev.slipway.workflows.scenarios.model.Obstacle;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What AWS refuses, breaks and loses for individual deployments. */
final class Weather {
  /** More than the SDK's own three attempts, so that a whole attempt of the step fails. */
  private static final int LONGER_THAN_THE_SDK = 4;

  /** A deployment's own plan, not its undo's. */
  private static final Pattern PLAN =
      Pattern.compile("ChangeSetName=slipway-(s\\d+-d\\d+)(?:-\\d+)?(?:&|$)");

  private final StormyCloud cloud;
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Map<String, Map<String, ?>> rules = new ConcurrentHashMap<>();

  Weather(StormyCloud cloud) {
    this.cloud = cloud;
    cloud.plantResourceThatNeverComes(this::breaks);
  }

  private boolean breaks(String plan) {
    Matcher matcher = PLAN.matcher(plan);
    return matcher.find() && broken.contains(matcher.group(1));
  }

  /** From now on CloudFormation treats the deployment's plans as the flaw says. */
  void flaw(String deployment, Flaw flaw) {
    if (flaw == Flaw.BREAKS) {
      broken.add(deployment);
    } else {
      broken.remove(deployment);
    }
    if (flaw == Flaw.REFUSED && refused.add(deployment)) {
      cloud.faults().add(refusal(deployment));
      // The first matching rule wins, and a refused plan has no answer to lose.
      Map<String, ?> obstacle = rules.get(deployment);
      if (obstacle != null && obstacle.containsKey("response")) {
        cloud.faults().remove(Map.of("body", obstacle.get("body")));
        cloud.faults().add(obstacle);
      }
    } else if (flaw != Flaw.REFUSED && refused.remove(deployment)) {
      cloud.faults().remove(Map.of("body", refusal(deployment).get("body")));
    }
  }

  private static Map<String, Object> refusal(String deployment) {
    return rule(
        "CreateChangeSet",
        "starts_with(ChangeSetName, 'slipway-%s') && !ends_with(ChangeSetName, '-undo')"
            .formatted(deployment),
        "error",
        Map.of(
            "code", "ValidationError", "status", 400, "message", "Template error: no such type"));
  }

  /** Obstructs the deployment; a lasting obstacle stays until it is cleared. */
  void obstruct(String deployment, Obstacle obstacle) {
    Map<String, ?> rule = rule(deployment, obstacle);
    rules.put(deployment, rule);
    cloud.faults().add(rule);
  }

  private static Map<String, ?> rule(String deployment, Obstacle obstacle) {
    String operation = obstacle.call() == Call.PLAN_CHANGE ? "CreateChangeSet" : "ExecuteChangeSet";
    if (!obstacle.passes()) {
      var denied = Map.of("code", "AccessDenied", "status", 403, "message", "not today");
      return rule(operation, own(deployment), "error", denied);
    }
    if (obstacle.moment() == Moment.AFTER) {
      var lost = rule(operation, own(deployment), "response", Map.of("abort_frac", 0.3));
      lost.put("times", 1);
      return lost;
    }
    var throttled = Map.of("code", "Throttling", "status", 400, "message", "Rate exceeded");
    var busy =
        obstacle.call() == Call.PLAN_CHANGE
            ? rule(operation, own(deployment), "error", throttled)
            : rule(operation, own(deployment), "reset", true);
    busy.put("times", LONGER_THAN_THE_SDK);
    return busy;
  }

  private static Map<String, Object> rule(
      String operation, String body, String fault, Object detail) {
    var rule = new HashMap<String, Object>();
    rule.put("service", "cloudformation");
    rule.put("operation", operation);
    rule.put("body", body);
    rule.put(fault, detail);
    return rule;
  }

  private static String own(String deployment) {
    return "contains(ChangeSetName, 'slipway-%s') && !contains(ChangeSetName, '-undo')"
        .formatted(deployment);
  }

  /** Removes the obstacle. */
  void clear(String deployment) {
    Map<String, ?> rule = rules.remove(deployment);
    if (rule != null) {
      cloud.faults().remove(Map.of("body", rule.get("body")));
    }
  }
}
