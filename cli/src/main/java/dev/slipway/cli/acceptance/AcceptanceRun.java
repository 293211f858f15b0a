package dev.slipway.cli.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Status;
import dev.slipway.cli.follow.ReconnectPolicy;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerUnreachable;
import dev.slipway.cli.view.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Deploys an agent, asks it, breaks it, fixes it, rolls it back and destroys it, and compares each
 * promise with what is seen. Whatever happens, the agent is destroyed at the end.
 */
public final class AcceptanceRun {
  private static final int LOOKS_AT_THE_LOG = 30;

  private final Api api;
  private final ReconnectPolicy time;
  private final TestAgent agent;
  private final Consumer<Result> watcher;
  private final List<Result> results = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param name the agent's, which nothing else may have
   * @param watcher gets each result at once
   */
  public AcceptanceRun(
      Api api,
      ReconnectPolicy time,
      String name,
      String region,
      String runtime,
      Consumer<Result> watcher) {
    this.api = api;
    this.time = time;
    this.agent = new TestAgent(api, time, name, region, runtime);
    this.watcher = watcher;
  }

  private interface Look {
    Seen look() throws InterruptedException;
  }

  /** Runs all of it. */
  public Report run(String server) throws InterruptedException {
    Instant begun = time.clock().instant();
    String aws = Json.text(api.health().path("aws"), "detail").orElse("?");
    try {
      before();
      if (firstDeployment()) {
        live();
        failures();
        changes();
        afterwards();
      }
    } finally {
      destroy();
    }
    Duration took = Duration.between(begun, time.clock().instant());
    return new Report(server, aws, agent.region(), begun, took, results);
  }

  private void before() throws InterruptedException {
    expect(
        Expectation.of("health", "server, Temporal, workers and AWS are up"),
        () -> {
          JsonNode health = api.health();
          return new Seen(
              health.path("status").asText("?"), health.path("status").asText().equals("up"));
        });
    expect(
        Expectation.of("bad input", "memory_size 64 is refused, and nothing is created"),
        () -> {
          try {
            agent.accept(agent.request(Code.ONE).put("memory_size", 64));
            return new Seen("accepted", false);
          } catch (ApiProblem refused) {
            String errors = String.join("; ", refused.errorLines());
            return new Seen(errors, refused.status() == 422 && agent.view() == null);
          }
        });
    expect(
        Expectation.of("plan", "a plan lists what would be created, and creates nothing"),
        () -> {
          Deployment plan = agent.deploy(agent.request(Code.ONE).put("plan_only", true));
          int changes = plan.json().path("plan").path("changes").size();
          return new Seen(
              "%s, %d changes".formatted(plan.status().wireName(), changes),
              plan.status() == Status.SUCCEEDED && changes > 0);
        });
  }

  private boolean firstDeployment() throws InterruptedException {
    var request = agent.request(Code.ONE);
    request.putObject("api_keys").put("ACCEPTANCE_KEY", "twelve-bytes");
    return expect(
        Expectation.of("first deployment", "succeeded, with its smoke test"),
        () -> Seen.status(agent.deploy(request), Status.SUCCEEDED));
  }

  private void live() throws InterruptedException {
    expect(
        Expectation.of("first call", "an answer, with its variable and its key")
            .onlyOnAws("the time of a cold start"),
        () -> Seen.answer(agent.ask("invoke"), "one mode=calm key=12"));
    expect(
        Expectation.of("warm call", "the same answer").onlyOnAws("the time of a warm call"),
        () -> Seen.answer(agent.ask("invoke"), "one mode=calm key=12"));
    expect(
        Expectation.of("function URL", "the same answer to a signed request")
            .onlyOnAws("that AWS refuses an unsigned one"),
        () -> Seen.answer(agent.ask("url"), "one mode=calm key=12"));
    expect(
        Expectation.of("log", "what the agent printed is in its log")
            .onlyOnAws("how late CloudWatch shows it"),
        () -> log("acceptance heard: Lisbon"));
  }

  private void failures() throws InterruptedException {
    expect(
        Expectation.of("failed update", "AgentFailed with the line; the old version stays live"),
        () -> {
          Deployment failed = agent.deploy(agent.request(Code.BROKEN));
          JsonNode failure = failed.failure().orElse(Json.object());
          String answer = TestAgent.words(agent.ask("invoke"));
          boolean explained =
              failure.path("type").asText().equals("AgentFailed")
                  && failure.toString().contains("no tide table")
                  && failure.toString().contains("broken.py");
          return new Seen(
              "%s %s; live: %s"
                  .formatted(failed.status().wireName(), failure.path("type").asText(), answer),
              failed.status() == Status.FAILED && explained && answer.startsWith("one"));
        });
    expect(
        Expectation.of("park and retry", "the corrected code goes live"),
        () -> {
          Deployment parked = agent.deploy(agent.request(Code.BROKEN).put("on_failure", "park"));
          var patch = Json.object();
          patch.putObject("patch").put("code", Code.TWO.text()).put("file_name", "two.py");
          Deployment retried = agent.decide(parked.id(), "retry", patch);
          String answer = TestAgent.words(agent.ask("invoke"));
          return new Seen(
              "%s, then %s; live: %s"
                  .formatted(parked.status().wireName(), retried.status().wireName(), answer),
              parked.status() == Status.PARKED
                  && retried.status() == Status.SUCCEEDED
                  && answer.equals("two"));
        });
  }

  private void changes() throws InterruptedException {
    expect(
        Expectation.of("rollback", "revision 1 answers again, without a build"),
        () -> {
          Deployment rolledBack = agent.rollback(1);
          String answer = TestAgent.words(agent.ask("invoke"));
          return new Seen(
              rolledBack.status().wireName() + "; live: " + answer,
              rolledBack.status() == Status.SUCCEEDED && answer.startsWith("one"));
        });
    expect(
        Expectation.of("streaming", "an answer in three parts, by the function URL")
            .onlyOnAws("that the parts arrive one by one"),
        () -> {
          var request = agent.request(Code.STREAMING).put("invoke_mode", "stream");
          Deployment deployed = agent.deploy(request);
          return deployed.status() == Status.SUCCEEDED
              ? Seen.answer(agent.ask("url"), "three parts come")
              : Seen.status(deployed, Status.SUCCEEDED);
        });
    expect(
        Expectation.of("model", "an agent that asks Bedrock answers")
            .onlyOnAws("that the account may use the model"),
        () -> Seen.status(agent.deploy(agent.request(Code.MODEL)), Status.SUCCEEDED));
  }

  private void afterwards() throws InterruptedException {
    expect(
        Expectation.of("cancel", "a deployment that waits is canceled and leaves nothing"),
        () -> {
          Instant tomorrow = time.clock().instant().plus(Duration.ofDays(1));
          String id = agent.accept(agent.request(Code.ONE).put("not_before", tomorrow.toString()));
          return Seen.status(agent.decide(id, "cancel", Json.object()), Status.CANCELED);
        });
    expect(
        Expectation.of("drift", "the live agent is as it was deployed"),
        () -> {
          String status = agent.post(Json.object(), "drift").path("status").asText("?");
          return new Seen(status, status.equals("in_sync"));
        });
    expect(
        Expectation.of("audit", "every deployment has its bundle"),
        () -> {
          int bundles = agent.get("audit").path("sequences").size();
          return new Seen(bundles + " bundles", bundles > 0);
        });
  }

  private void destroy() throws InterruptedException {
    JsonNode view = agent.view();
    if (view == null || !view.hasNonNull("live")) {
      return;
    }
    expect(
        Expectation.of("destroy", "succeeded; what is kept has a reason"),
        () -> {
          Deployment destroyed = agent.destroy();
          List<JsonNode> ledger = destroyed.list("compensation");
          List<JsonNode> left =
              ledger.stream()
                  .filter(entry -> !entry.path("action").asText().equals("deleted"))
                  .toList();
          boolean failed =
              left.stream().anyMatch(entry -> entry.path("action").asText().equals("failed"));
          return new Seen(
              "%s; %d deleted%s"
                  .formatted(
                      destroyed.status().wireName(), ledger.size() - left.size(), kept(left)),
              destroyed.status() == Status.SUCCEEDED && !failed && !ledger.isEmpty());
        });
  }

  private static String kept(List<JsonNode> left) {
    return left.stream()
        .map(
            entry ->
                "; %s %s (%s)"
                    .formatted(
                        entry.path("resource").asText(),
                        entry.path("action").asText(),
                        entry.path("reason").asText()))
        .collect(Collectors.joining());
  }

  private Seen log(String wanted) throws InterruptedException {
    String all = "";
    for (int look = 0; look < LOOKS_AT_THE_LOG && !all.contains(wanted); look++) {
      all = agent.log();
      if (!all.contains(wanted)) {
        time.pause().pause(Duration.ofSeconds(1));
      }
    }
    long lines = all.lines().count();
    return new Seen(
        all.contains(wanted) ? wanted : "%d lines without it".formatted(lines),
        all.contains(wanted));
  }

  private boolean expect(Expectation expectation, Look look) throws InterruptedException {
    Instant begun = time.clock().instant();
    Seen seen;
    try {
      seen = look.look();
    } catch (ApiProblem | ServerUnreachable failed) {
      seen = new Seen(String.valueOf(failed.getMessage()), false);
    }
    var result =
        new Result(
            expectation.name(),
            expectation.expected(),
            seen.text(),
            seen.met(),
            Duration.between(begun, time.clock().instant()),
            expectation.onlyOnAws());
    results.add(result);
    watcher.accept(result);
    return result.met();
  }
}
