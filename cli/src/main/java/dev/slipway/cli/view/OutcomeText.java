package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.slipway.api.Status;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerAddress;
import java.time.ZoneId;
import java.util.Optional;

/** A deployment's outcome: what is live now, or what went wrong and what to do. */
public final class OutcomeText {
  private final Console console;
  private final Paint paint;
  private final ServerAddress server;
  private final ZoneId zone;

  /**
   * A text for this console.
   *
   * @param server where the pages are that it names
   * @param zone whose time is shown
   */
  public OutcomeText(Console console, ServerAddress server, ZoneId zone) {
    this.server = server;
    this.zone = zone;
    this.console = console;
    this.paint = console.paint();
  }

  public void print(Deployment deployment) {
    console.out(headline(deployment));
    printDetails(deployment);
    printNext(deployment);
  }

  /** Plan, outputs, failure, ledger and remarks, without the headline. */
  public void printDetails(Deployment deployment) {
    if (needsDecision(deployment.status()) || planOnly(deployment)) {
      new PlanText(console, zone).print(deployment);
    }
    // After a failure these addresses may lead nowhere, or to an older revision.
    if (deployment.status() != Status.FAILED && deployment.status() != Status.CANCELED) {
      OutputsText.print(console, deployment.outputs());
    }
    Json.text(deployment.json().path("artifact"), "runtime")
        .ifPresent(runtime -> OutputsText.line(console, "runs on", runtime));
    deployment.failure().ifPresent(failure -> new FailureText(console).print(failure));
    OutputsText.line(console, "page", deployment.page(server));
    deployment.text("trace_id").ifPresent(id -> OutputsText.line(console, "trace", id));
    deployment
        .text("runtime_version")
        .ifPresent(build -> OutputsText.line(console, "worker build", build));
    LedgerText.print(console, "Ledger", deployment.list("compensation"));
    remarks("warning", deployment.list("warnings"));
    remarks("advice", deployment.list("advice"));
  }

  private static boolean needsDecision(Status status) {
    return status == Status.AWAITING_APPROVAL || status == Status.PARKED;
  }

  private static boolean planOnly(Deployment deployment) {
    return deployment.json().path("plan_only").asBoolean();
  }

  private String headline(Deployment deployment) {
    Status status = deployment.status();
    String verdict =
        switch (status) {
          case SUCCEEDED -> success(deployment);
          case FAILED -> "Failed";
          case CANCELED -> "Canceled";
          case PARKED -> "Parked";
          case AWAITING_APPROVAL -> "Awaiting approval";
          case QUEUED -> "Queued";
          case RUNNING -> "Running";
          case COMPENSATING -> "Compensating";
          case UNKNOWN -> deployment.text("status").orElse("?");
        };
    return StatusText.painted(status, paint, paint.bold(verdict))
        + ": "
        + deployment.agentName()
        + " in "
        + deployment.region()
        + deployment.text("revision").map(number -> ", revision " + number).orElse("")
        + deployment.duration().map(taken -> ", after " + TimeText.duration(taken)).orElse("");
  }

  private static String success(Deployment deployment) {
    if (planOnly(deployment)) {
      return "Planned; nothing was changed";
    }
    return deployment.destroys() ? "Destroyed" : "Succeeded";
  }

  private void remarks(String kind, Iterable<JsonNode> remarks) {
    for (JsonNode remark : remarks) {
      console.out("  " + paint.yellow(kind) + "  " + RemarkText.of(remark));
    }
  }

  /** The commands that apply to it now. */
  public void printNext(Deployment deployment) {
    String id = deployment.id();
    switch (deployment.status()) {
      case SUCCEEDED -> {
        if (deployment.outputs().has("function_arn") || deployment.outputs().has("runtime_arn")) {
          say("invoke " + deployment.agentAddress() + " \"Hello\"");
        }
      }
      case PARKED -> {
        say("retry " + id + patchHint(deployment));
        skipping(deployment).ifPresent(options -> say("retry " + id + options));
        say("abort " + id);
      }
      case AWAITING_APPROVAL -> {
        say("approve " + id + " --reason TEXT");
        say("reject " + id + " --reason TEXT");
      }
      case FAILED -> say("logs " + id + (deployment.failedStep().isPresent() ? " --failed" : ""));
      case CANCELED -> say("logs " + id);
      case QUEUED, RUNNING, COMPENSATING, UNKNOWN -> say("watch " + id);
    }
  }

  /** What usually fixes a failure of that kind, as options of the retry. */
  private static String patchHint(Deployment deployment) {
    JsonNode failure = deployment.failure().orElse(MissingNode.getInstance());
    return switch (failure.path("type").asText()) {
      case "RevisionGone" -> "    (with --code FILE)";
      case "AgentTimedOut" -> "    (with --timeout S, --memory MB or --code FILE)";
      default ->
          switch (failure.path("class").asText()) {
            case "user_code" -> "    (with a corrected --code FILE, --memory MB or --env K=V)";
            case "dependency" -> "    (with all requirements, corrected: --require LINE …)";
            default ->
                "    (once that is fixed; or with a patch, such as --memory MB or --env K=V)";
          };
    };
  }

  /** The options that skip what blocks a rollback. */
  private static Optional<String> skipping(Deployment deployment) {
    StringBuilder options = new StringBuilder();
    deployment
        .failure()
        .ifPresent(
            failure ->
                failure
                    .path("blocked_resources")
                    .forEach(id -> options.append(" --skip-resource ").append(id.asText())));
    return options.isEmpty() ? Optional.empty() : Optional.of(options.toString());
  }

  private void say(String command) {
    console.out(paint.dim("  → " + console.command() + " " + command));
  }
}
