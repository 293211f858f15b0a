package dev.slipway.cli.commands;

import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.UsageError;
import dev.slipway.cli.view.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway logs}. */
@Command(
    name = "logs",
    header = "Print what the steps of a deployment wrote.",
    footer = {
      "",
      "Examples:",
      "  slipway logs ID --failed",
      "  slipway logs ID --step samBuild --follow"
    })
final class Logs extends Verb {
  /** A build may be silent for a long time; CloudFormation even longer. */
  private static final Duration MAX_SILENCE = Duration.ofHours(1);

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id = "";

  @Option(
      names = "--step",
      paramLabel = "S",
      description = "preflight, inject, samBuild, samDeploy, fetchOutputs or smokeTest.")
  private @Nullable String step;

  @Option(names = "--failed", description = "Only of the step that failed.")
  private boolean failed;

  @Option(
      names = {"--follow", "-f"},
      description = "Keep printing as lines are written.")
  private boolean follow;

  Logs(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (failed && step != null) {
      throw new UsageError("logs: give either --failed or --step");
    }
    Path path = Path.of("deployments", id, "logs").withAny("step", failed ? failedStep() : step);
    if (follow) {
      follow(path.with("follow", "true"));
      return ExitCode.DONE;
    }
    try {
      var headers = Map.of("Accept", "application/x-ndjson");
      new LogLines(this).print(api().stream(path, headers, MAX_SILENCE));
      return ExitCode.DONE;
    } catch (IOException e) {
      throw api().unreachable(e);
    }
  }

  /** The server ends an answer that takes hours, such as one of a deployment that is parked. */
  private void follow(Path log) throws InterruptedException {
    var tail = new LogTail(this, MAX_SILENCE);
    var lines = new LogLines(this);
    boolean ended = deployment().status().terminal();
    tail.print(() -> log, lines::print);
    while (!ended) {
      session.reconnects().pauseBeforeAttempt(0);
      // Before the log: what is printed then is all of it.
      ended = deployment().status().terminal();
      tail.print(() -> log, lines::print);
    }
  }

  private Deployment deployment() {
    return new Deployment(
        waitingFor("reading the deployment", () -> api().get(Path.of("deployments", id))));
  }

  private String failedStep() {
    Deployment view = deployment();
    return view.failedStep()
        .orElseThrow(
            () ->
                new UsageError(
                    "%s: no step of it has failed; it is %s"
                        .formatted(id, view.text("status").orElse("?").replace('_', ' '))));
  }
}
