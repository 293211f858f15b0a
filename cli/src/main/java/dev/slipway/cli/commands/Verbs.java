package dev.slipway.cli.commands;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The verbs by name; only those needed are created, to start faster. */
public final class Verbs {
  /** In the order in which help lists them. */
  public static final List<String> NAMES =
      List.of(
          "deploy",
          "list",
          "show",
          "watch",
          "logs",
          "cancel",
          "retry",
          "abort",
          "approve",
          "reject",
          "agents",
          "agent",
          "source",
          "diff",
          "invoke",
          "agent-logs",
          "rollback",
          "ttl",
          "drift",
          "redeploy",
          "destroy",
          "check",
          "estimate",
          "audit",
          "policy",
          "health",
          "workers",
          "acceptance",
          "login",
          "logout",
          "whoami",
          "tokens",
          "open");

  private Verbs() {}

  /** Only the verb of that name, or all verbs if there is none. */
  public static List<Callable<Integer>> needed(Session session, String name) {
    return verb(session, name)
        .map(List::of)
        .orElseGet(() -> NAMES.stream().flatMap(any -> verb(session, any).stream()).toList());
  }

  private static Optional<Callable<Integer>> verb(Session session, String name) {
    return Optional.ofNullable(
        switch (name) {
          case "deploy" -> new Deploy(session);
          case "list" -> new ListDeployments(session);
          case "show" -> new Show(session);
          case "watch" -> new Watch(session);
          case "logs" -> new Logs(session);
          case "cancel" -> new Cancel(session);
          case "retry" -> new Retry(session);
          case "abort" -> new Abort(session);
          case "approve" -> new Approve(session);
          case "reject" -> new Reject(session);
          case "agents" -> new Agents(session);
          case "agent" -> new Agent(session);
          case "source" -> new SourceVerb(session);
          case "diff" -> new Diff(session);
          case "invoke" -> new Invoke(session);
          case "agent-logs" -> new AgentLogs(session);
          case "rollback" -> new Rollback(session);
          case "ttl" -> new Ttl(session);
          case "drift" -> new Drift(session);
          case "redeploy" -> new Redeploy(session);
          case "destroy" -> new Destroy(session);
          case "check" -> new Check(session);
          case "estimate" -> new Estimate(session);
          case "audit" -> new Audit(session);
          case "policy" -> new PolicyVerb(session);
          case "health" -> new Health(session);
          case "workers" -> new Workers(session);
          case "acceptance" -> new Acceptance(session);
          case "login" -> new Login(session);
          case "logout" -> new Logout(session);
          case "whoami" -> new WhoAmI(session);
          case "tokens" -> new Tokens(session);
          case "open" -> new Open(session);
          default -> null;
        });
  }
}
