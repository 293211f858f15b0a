package dev.slipway.cli.request;

import java.util.List;

/** The messages for an agent name that matches none, or several. */
final class NoSuchAgent {
  private NoSuchAgent() {}

  static UsageError unknown(String given, List<AgentAddress> all) {
    return new UsageError(
        "There is no agent '%s'. %s"
            .formatted(
                given,
                all.isEmpty()
                    ? "There are none yet; deploy makes the first."
                    : "One that was destroyed, or never went live, is known by its address only,"
                        + " REGION/STACK. There are:"
                        + listed(all)));
  }

  static UsageError ambiguous(String given, List<AgentAddress> matches) {
    return new UsageError(
        "'%s' is the name of several agents. Name one by its address:%s"
            .formatted(given, listed(matches)));
  }

  private static String listed(List<AgentAddress> agents) {
    var text = new StringBuilder();
    // More would bury the message itself.
    agents.stream().limit(20).forEach(agent -> text.append("\n  ").append(agent));
    return text + (agents.size() > 20 ? "\n  … (the verb agents lists all)" : "");
  }
}
