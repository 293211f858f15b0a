package dev.slipway.e2e.scenarios;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of a scenario's agents and deployments on a stack that plays many scenarios. */
final class Names {
  private final String prefix;

  /** By their name in the scenario; the starter names those that destroy. */
  private final Map<String, String> deployments = new ConcurrentHashMap<>();

  Names(long seed) {
    prefix = "s%04d".formatted(seed);
  }

  /** The prefix of every name. */
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

  /** The agent's path in the API. */
  String path(int number) {
    return "/agents/us-east-1/" + stack(number);
  }

  /** None is a prefix of another, so that part of a request identifies its owner. */
  String deployment(String id) {
    return deployments.computeIfAbsent(
        id, known -> "%sd%02d".formatted(prefix(), Integer.parseInt(known.substring(1))));
  }

  void name(String id, String deployment) {
    deployments.put(id, deployment);
  }

  /** Its name in the scenario; an unknown deployment keeps its name. */
  String known(String deployment) {
    return deployments.entrySet().stream()
        .filter(each -> each.getValue().equals(deployment))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(deployment);
  }
}
