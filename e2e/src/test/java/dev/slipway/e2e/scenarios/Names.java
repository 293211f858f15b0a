package dev.slipway.e2e.scenarios;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a scenario's agents and deployments are called on a stack that plays many scenarios. */
final class Names {
  private final String prefix;

  /** By what the scenario calls them; the front door names those that destroy. */
  private final Map<String, String> deployments = new ConcurrentHashMap<>();

  Names(long seed) {
    prefix = "s%04d".formatted(seed);
  }

  /** What every name begins with. */
  String prefix() {
    return prefix + "-";
  }

  String agent(int number) {
    return prefix() + "a" + number;
  }

  String stack(int number) {
    return "strands-agent-" + agent(number);
  }

  /** The id of the agent's workflow. */
  String workflow(int number) {
    return "agent/000000000000/us-east-1/" + stack(number);
  }

  /** Where the API has an agent. */
  String path(int number) {
    return "/agents/us-east-1/" + stack(number);
  }

  /** No such name begins another one, so that a part of a request tells whose it is. */
  String deployment(String id) {
    return deployments.computeIfAbsent(
        id, known -> "%sd%02d".formatted(prefix(), Integer.parseInt(known.substring(1))));
  }

  void name(String id, String deployment) {
    deployments.put(id, deployment);
  }

  /** What the scenario calls it; a deployment that it doesn't know keeps its name. */
  String known(String deployment) {
    return deployments.entrySet().stream()
        .filter(each -> each.getValue().equals(deployment))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(deployment);
  }
}
