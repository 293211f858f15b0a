package dev.slipway.e2e.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Status;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.LiveReading;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.scenarios.model.AgentFacts;
import dev.slipway.workflows.scenarios.model.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;

/** The actual state: deployments and agents from the API, everything else from AWS itself. */
final class Observation {
  /** The value the model uses for it. */
  private static final int TAMPERED_MEMORY = 999;

  private final Api api;
  private final Emulated world;
  private final Names names;

  Observation(Api api, Emulated world, Names names) {
    this.api = api;
    this.world = world;
    this.names = names;
  }

  JsonNode view(String id) {
    Answer answer = api.get("/deployments/" + names.deployment(id));
    return good(answer).body();
  }

  static Ending ending(JsonNode view) {
    Status status = Status.read(view.path("status").asText());
    String type = view.path("failure").path("type").asText("");
    boolean failed = status.terminal() && !type.isEmpty();
    return new Ending(status, failed ? FailureType.of(type) : null);
  }

  /** Only revisions, turn and queue; an unknown agent has none. */
  AgentFacts line(int agent) {
    Answer answer = api.get(names.path(agent));
    return line(answer.status() == 404 ? answer.body() : good(answer).body());
  }

  private AgentFacts line(JsonNode agent) {
    List<String> revisions = new ArrayList<>();
    agent
        .path("revisions")
        .forEach(
            each ->
                revisions.addFirst(
                    each.path("number").asInt()
                        + " "
                        + names.known(each.path("deployment_id").asText())));
    List<String> waiting = new ArrayList<>();
    agent.at("/queue/waiting").forEach(each -> waiting.add(names.known(each.asText())));
    String running = agent.at("/queue/running").asText("");
    return new AgentFacts(
        null,
        revisions,
        running.isEmpty() ? null : names.known(running),
        waiting,
        new TreeSet<>(),
        new TreeSet<>());
  }

  /** The same, with what AWS has. */
  AgentFacts whole(AgentFacts line, int agent) {
    return new AgentFacts(
        answer(agent),
        line.revisions(),
        line.running(),
        line.waiting(),
        objects(agent),
        secrets(agent));
  }

  private @Nullable String answer(int agent) {
    return new LiveReading(world, names.agent(agent))
        .spoken()
        .map(
            spoken -> {
              String[] said = spoken.words().split("/", -1);
              return said.length != 3
                  ? spoken.words()
                  : "%s, %d MB, environment %s, key %s"
                      .formatted(said[0], spoken.memory(), said[1], said[2].replace("key-of-", ""));
            })
        .orElse(null);
  }

  private SortedSet<String> objects(int agent) {
    return world.sizesBelow("agents/" + names.stack(agent) + "/").keySet().stream()
        .map(key -> names.known(key.substring(0, key.indexOf('/'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private SortedSet<String> secrets(int agent) {
    String folder = "slipway/" + names.stack(agent) + "/";
    return world
        .secrets
        .listSecretsPaginator(
            request ->
                request.filters(
                    Filter.builder().key(FilterNameStringType.NAME).values(folder).build()))
        .stream()
        .flatMap(page -> page.secretList().stream())
        .filter(secret -> secret.name().startsWith(folder))
        .map(secret -> names.known(secret.name().substring(folder.length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Publishes another memory size manually; false if there is no function. */
  boolean tamper(int agent) {
    String function = names.agent(agent);
    var functions = world.functions;
    try {
      functions.updateFunctionConfiguration(
          request -> request.functionName(function).memorySize(TAMPERED_MEMORY));
      var version = functions.publishVersion(request -> request.functionName(function));
      functions.updateAlias(
          request ->
              request.functionName(function).name("live").functionVersion(version.version()));
      return true;
    } catch (ResourceNotFoundException none) {
      return false;
    }
  }

  /** Everything in the account with the scenario's or the agent's name in it. */
  SortedSet<String> things(String part) {
    return new TreeSet<>(world.thingsNamed(part));
  }

  private static Answer good(Answer answer) {
    if (answer.status() != 200) {
      throw new UncheckedIOException(new IOException(answer.toString()));
    }
    return answer;
  }
}
