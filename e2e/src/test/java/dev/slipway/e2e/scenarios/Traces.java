package dev.slipway.e2e.scenarios;

import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.RunningCommand.Ended;
import dev.slipway.workflows.scenarios.model.Model;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** What a scenario leaves behind permanently: CloudFormation's events and the audit. */
final class Traces {
  private static final Set<String> CHANGES = Set.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS");

  /** The audit is verified without any server. */
  private static final URI NO_SERVER = URI.create("http://127.0.0.1:1");

  private final URI server;
  private final Api api;
  private final Emulated world;
  private final Names names;

  Traces(URI server, Api api, Emulated world, Names names) {
    this.server = server;
    this.api = api;
    this.world = world;
    this.names = names;
  }

  /** Executions that CloudFormation started more than once. */
  List<String> doneTwice(Model model) {
    List<String> found = new ArrayList<>();
    for (int agent : model.agents()) {
      begun(names.stack(agent))
          .forEach(
              (token, times) -> {
                if (times > 1) {
                  found.add("%s was executed %d times (expected: 1)".formatted(token, times));
                }
              });
    }
    return found;
  }

  private Map<String, Long> begun(String stack) {
    try {
      return world
          .stacks
          .describeStackEventsPaginator(of -> of.stackName(stack))
          .stackEvents()
          .stream()
          .filter(event -> event.stackId().equals(event.physicalResourceId()))
          .filter(event -> CHANGES.contains(event.resourceStatusAsString()))
          .filter(event -> event.clientRequestToken() != null)
          .collect(Collectors.groupingBy(StackEvent::clientRequestToken, Collectors.counting()));
    } catch (CloudFormationException none) {
      return Map.of();
    }
  }

  /** Deployments without a bundle, and chains that do not verify. */
  List<String> unproven(Model model) {
    List<String> found = new ArrayList<>();
    for (String id : model.endings().keySet()) {
      int status = api.get("/deployments/%s/audit".formatted(names.deployment(id))).status();
      if (status != 200) {
        found.add("the bundle of %s: %d (expected: 200)".formatted(id, status));
      }
    }
    if (found.isEmpty()) {
      model.endings().keySet().stream()
          .map(model::agentOf)
          .distinct()
          .forEach(agent -> chain(agent, model, found));
    }
    return found;
  }

  private void chain(int agent, Model model, List<String> found) {
    long must = model.endings().keySet().stream().filter(id -> model.agentOf(id) == agent).count();
    int is = api.get(names.path(agent) + "/audit").body().at("/head/sequence").asInt();
    if (is != must) {
      found.add("agent %d has %d bundles (expected: %d)".formatted(agent, is, must));
    }
    try {
      Path folder = Files.createTempDirectory("slipway-scenario-audit-");
      String to = folder.resolve("exported").toString();
      String name = "us-east-1/" + names.stack(agent);
      good(RunningCommand.run(server, "audit", "export", name, "--to", to), found);
      good(RunningCommand.run(NO_SERVER, "audit", "verify", to), found);
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void good(Ended command, List<String> found) {
    if (command.exitCode() != 0) {
      found.add("the audit: " + String.join(" / ", command.lines()));
    }
  }
}
