package dev.slipway.e2e.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.scenarios.model.AgentFacts;
import dev.slipway.workflows.scenarios.model.Ending;
import dev.slipway.workflows.scenarios.model.Model;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the actual state with what the model says it must be. */
final class Comparison {
  private final Model model;
  private final Observation observation;

  /** Deployments that ended as expected. */
  private final Set<String> settled = new HashSet<>();

  Comparison(Model model, Observation observation) {
    this.model = model;
    this.observation = observation;
  }

  /**
   * Everything that is not as expected now. Only once all else is as expected are AWS and the
   * affected agents asked: a question costs as much as half a deployment.
   */
  List<String> differences(Set<Integer> asked) {
    List<String> differences = new ArrayList<>();
    model.endings().forEach((id, must) -> deployment(id, must, differences));
    Map<Integer, AgentFacts> lines = new TreeMap<>();
    for (int agent : model.agents()) {
      AgentFacts line = observation.line(agent);
      lines.put(agent, line);
      compare(agent, line, line(model.facts(agent)), differences);
    }
    if (differences.isEmpty()) {
      lines.keySet().retainAll(asked);
      lines.forEach(
          (agent, line) ->
              compare(
                  agent, observation.whole(line, agent), spoken(model.facts(agent)), differences));
    }
    return differences;
  }

  private static void compare(int agent, AgentFacts is, AgentFacts must, List<String> differences) {
    if (!is.equals(must)) {
      differences.add("agent %d is  %s".formatted(agent, is));
      differences.add("  (expected: %s)".formatted(must));
    }
  }

  private static AgentFacts line(AgentFacts facts) {
    return new AgentFacts(
        null,
        facts.revisions(),
        facts.running(),
        facts.waiting(),
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** A crashing agent does not say which code it has. */
  private static AgentFacts spoken(AgentFacts facts) {
    return new AgentFacts(
        spoken(facts.answer()),
        facts.revisions(),
        facts.running(),
        facts.waiting(),
        facts.objects(),
        facts.secrets());
  }

  private static @Nullable String spoken(@Nullable String answer) {
    return answer != null && answer.endsWith("crashes") ? "crashes" : answer;
  }

  private void deployment(String id, Ending must, List<String> differences) {
    if (settled.contains(id)) {
      return;
    }
    JsonNode view = observation.view(id);
    Ending is = Observation.ending(view);
    if (!is.equals(must)) {
      differences.add(
          "%s is %s (expected: %s)%s".formatted(id, is, must, said(view.path("failure"))));
    } else if (must.status().terminal()) {
      settled.add(id);
      explained(id, view, differences);
    }
  }

  private static String said(JsonNode failure) {
    return failure.isObject()
        ? ": %s %s".formatted(failure.path("message").asText(), failure.path("evidence"))
        : "";
  }

  private static void explained(String id, JsonNode view, List<String> differences) {
    JsonNode failure = view.path("failure");
    boolean badly = Status.read(view.path("status").asText()) != Status.SUCCEEDED;
    if (badly
        && (FailureType.of(failure.path("type").asText()) == FailureType.UNEXPECTED
            || failure.path("message").asText("").isBlank()
            || failure.path("next_action").asText("").isBlank())) {
      differences.add("%s does not explain its failure: %s".formatted(id, failure));
    }
    for (JsonNode entry : view.path("compensation")) {
      if (entry.path("action").asText().equals("failed")) {
        differences.add("%s could not undo %s".formatted(id, entry));
      }
    }
  }
}
