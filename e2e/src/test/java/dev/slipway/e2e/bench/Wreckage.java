package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.bench.Fleet.Ship;
import dev.slipway.e2e.harness.Emulated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What should not be there after the chaos; each list must be empty. */
final class Wreckage {
  private static final Set<String> CHANGES = Set.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS");

  /** The token of an execution: the deployment's change set, with a number after the first. */
  private static final Pattern TOKEN =
      Pattern.compile("slipway-(chaos-\\d+-\\d+)(?:-(\\d+|undo))?");

  private final Fleet fleet;
  private final Emulated world;

  Wreckage(Fleet fleet, Emulated world) {
    this.fleet = fleet;
    this.world = world;
  }

  List<String> notTerminal() {
    return fleet.ships().stream()
        .filter(ship -> fleet.view(ship).filter(Fleet::terminal).isEmpty())
        .map(ship -> ship.id() + " " + fleet.status(ship))
        .toList();
  }

  /** Anything of agents that never went live; keys and objects of failed deployments. */
  List<String> orphans() {
    var found = new ArrayList<String>();
    Set<String> all = world.thingsNamed("chaos-");
    for (String agent : fleet.agents()) {
      if (fleet.live(agent).isEmpty()) {
        all.stream().filter(thing -> thing.contains(agent)).forEach(found::add);
      }
    }
    for (Ship ship : fleet.ships()) {
      if (!fleet.succeeded(ship)) {
        Pattern own = Pattern.compile("[/-]" + Pattern.quote(ship.id()) + "(?![0-9])");
        all.stream()
            .filter(thing -> thing.startsWith("secret ") || thing.startsWith("object "))
            .filter(thing -> own.matcher(thing).find())
            .forEach(found::add);
      }
    }
    return found.stream().distinct().toList();
  }

  /** Deployments that CloudFormation executed, or undid, more than once. */
  List<String> duplicateOperations() {
    Map<String, Integer> begun = new HashMap<>();
    for (Stack stack : world.stacks.describeStacksPaginator().stacks()) {
      for (StackEvent event :
          world
              .stacks
              .describeStackEventsPaginator(of -> of.stackName(stack.stackId()))
              .stackEvents()) {
        var token = TOKEN.matcher(String.valueOf(event.clientRequestToken()));
        if (event.stackId().equals(event.physicalResourceId())
            && CHANGES.contains(event.resourceStatusAsString())
            && token.matches()) {
          begun.merge(
              token.group(1) + ("undo".equals(token.group(2)) ? " undo" : ""), 1, Integer::sum);
        }
      }
    }
    return begun.entrySet().stream()
        .filter(operation -> operation.getValue() > 1)
        .map(operation -> "%s: %d times".formatted(operation.getKey(), operation.getValue()))
        .toList();
  }

  /** Agents that were live and whose stack is gone or not healthy. */
  List<String> lostStacks() {
    var found = new ArrayList<String>();
    Map<String, StackStatus> stacks = new HashMap<>();
    world.stacks.describeStacksPaginator().stacks().stream()
        .filter(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE)
        .forEach(stack -> stacks.put(stack.stackName(), stack.stackStatus()));
    for (String agent : fleet.agents()) {
      if (fleet.live(agent).isPresent()) {
        StackStatus status = stacks.get("strands-agent-" + agent);
        if (status == null || !status.toString().endsWith("_COMPLETE")) {
          found.add(agent + " " + status);
        }
      }
    }
    return found;
  }

  /** Live functions whose code is not that of the last deployment that succeeded. */
  List<String> wrongRevisions() {
    var found = new ArrayList<String>();
    for (String agent : fleet.agents()) {
      fleet
          .live(agent)
          .ifPresent(
              ship -> {
                String tagged = taggedDeployment(ship.stack());
                if (!tagged.equals(ship.id())) {
                  found.add("%s has %s (expected: %s)".formatted(agent, tagged, ship.id()));
                }
              });
    }
    return found;
  }

  private String taggedDeployment(String stack) {
    return world.stacks.describeStacks(of -> of.stackName(stack)).stacks().stream()
        .flatMap(each -> each.tags().stream())
        .filter(tag -> tag.key().equals("slipway:deployment-id"))
        .map(tag -> tag.value())
        .findFirst()
        .orElse("no tag");
  }

  /** Failures without a known type, evidence or next action; ledgers with something left to do. */
  List<String> unexplained() {
    var found = new ArrayList<String>();
    for (Ship ship : fleet.ships()) {
      JsonNode view = fleet.view(ship).orElse(null);
      if (view == null || fleet.succeeded(ship)) {
        continue;
      }
      JsonNode failure = view.path("failure");
      boolean good =
          !failure.path("type").asText("Unexpected").equals("Unexpected")
              && !failure.path("evidence").isEmpty()
              && !failure.path("next_action").asText("").isBlank();
      if (!good) {
        found.add(ship.id() + " " + failure);
      }
      view.path("compensation")
          .forEach(
              entry -> {
                if (entry.path("action").asText().equals("failed")) {
                  found.add(ship.id() + " " + entry);
                }
              });
    }
    return found;
  }
}
