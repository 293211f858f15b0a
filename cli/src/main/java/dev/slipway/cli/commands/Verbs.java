package dev.slipway.cli.commands;

import java.util.List;
import java.util.concurrent.Callable;

/** All verbs, in the order in which help lists them. */
public final class Verbs {
  private Verbs() {}

  public static List<Callable<Integer>> all(Session session) {
    return List.of(
        new Deploy(session),
        new ListDeployments(session),
        new Show(session),
        new Watch(session),
        new Logs(session),
        new Cancel(session),
        new Retry(session),
        new Abort(session),
        new Approve(session),
        new Reject(session),
        new Agents(session),
        new Agent(session),
        new Invoke(session),
        new AgentLogs(session),
        new Rollback(session),
        new Destroy(session),
        new Check(session),
        new Estimate(session),
        new Audit(session),
        new Health(session));
  }
}
