package dev.slipway.e2e.scenarios;

import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.TemporalHistory;
import dev.slipway.workflows.scenarios.model.Operation;
import dev.slipway.workflows.scenarios.model.Recipe;
import io.temporal.client.WorkflowNotFoundException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Requests operations over the API; each answer says whether it was admitted. */
final class Door {
  /** Longer than the stack is ever down. */
  private static final Duration MAX_SILENCE = Duration.ofMinutes(4);

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Map<String, String> WHY = Map.of("reason", "a scenario");

  private final LocalStack stack;
  private final Api api;
  private final Siege siege;
  private final Names names;
  private String said = "nothing";

  Door(LocalStack stack, Siege siege, Names names) {
    this.stack = stack;
    this.api = stack.api();
    this.siege = siege;
    this.names = names;
  }

  /** The stack may be killed meanwhile: the same request is sent until there is an answer. */
  boolean deploy(Operation.Deploy deploy) {
    var body = Bodies.deploy(deploy, names);
    return ask(() -> api.post("/deployments", body)).status() == 202;
  }

  boolean reuse(Operation.Reuse reuse) {
    var body = new HashMap<String, Object>(WHY);
    body.put("deployment_id", names.deployment(reuse.id()));
    body.put("queue_policy", reuse.policy().wireName());
    String verb = "/redeploy";
    if (reuse.revision() != 0) {
      body.put("to_revision", reuse.revision());
      verb = "/rollback";
    }
    String path = names.path(reuse.agent()) + verb;
    return ask(() -> api.post(path, body)).status() == 202;
  }

  boolean destroy(Operation.Destroy destroy) {
    Answer answer = siege.inPeace(() -> ask(() -> api.delete(names.path(destroy.agent()))));
    if (answer.status() == 202) {
      names.name(destroy.id(), answer.body().path("deployment_id").asText());
    }
    return answer.status() == 202;
  }

  boolean setTtl(Operation.SetTtl ttl) {
    var body = Map.of("ttl", ttl.hours() == 0 ? "none" : ttl.hours() + "h");
    return ask(() -> api.post(names.path(ttl.agent()) + "/ttl", body)).status() == 200;
  }

  /**
   * Sends a retry, with everything in the patch that has changed.
   *
   * @param before the deployment's current recipe
   */
  boolean retry(Operation.Retry retry, Recipe before) {
    var patch = Bodies.patch(before, retry.patch().applyTo(before));
    return decide(retry.id(), "retry", patch.isEmpty() ? WHY : Map.of("patch", patch));
  }

  boolean decide(Operation.Decide decide) {
    return decide(decide.id(), decide.verb().name().toLowerCase(Locale.ROOT), WHY);
  }

  private boolean decide(String id, String verb, Map<String, ?> body) {
    String path = "/deployments/%s/%s".formatted(names.deployment(id), verb);
    return siege.inPeace(() -> ask(() -> api.post(path, body)).status() == 202);
  }

  /** Terminates the agent's workflow, if it is running. */
  void terminate(int agent) {
    siege.inPeace(
        () -> {
          try (var temporal = TemporalHistory.at(stack.temporalTarget())) {
            temporal.terminate(names.workflow(agent));
          } catch (WorkflowNotFoundException over) {
            return false;
          }
          return true;
        });
  }

  /** The last answer. */
  String said() {
    return said;
  }

  private Answer ask(Supplier<Answer> question) {
    Instant deadline = Instant.now().plus(MAX_SILENCE);
    while (Instant.now().isBefore(deadline)) {
      try {
        Answer answer = question.get();
        said = answer.toString();
        if (answer.status() < 500) {
          return answer;
        }
      } catch (UncheckedIOException away) {
        said = away.toString();
      }
      pause();
    }
    throw new AssertionError("no clear answer within %s: %s".formatted(MAX_SILENCE, said));
  }

  static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
