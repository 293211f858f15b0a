package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.view.Outline;
import dev.slipway.cli.view.RemarkText;
import dev.slipway.cli.view.TargetText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway estimate}. */
@Command(
    name = "estimate",
    header = "Estimate what an agent would cost per month.",
    footer = {
      "",
      "Examples:",
      "  slipway estimate --memory 1024 --requests 100000 --duration-ms 4000 --arch arm64",
      "  slipway estimate --target agentcore --session-idle 300"
    })
final class Estimate extends Verb {
  @Option(
      names = "--account",
      paramLabel = "ALIAS",
      description = "AWS account, as the server's policy file calls it (the server's own).")
  private @Nullable String account;

  @Option(names = "--target", paramLabel = "T", description = "lambda (default) or agentcore.")
  private @Nullable String target;

  @Option(
      names = "--session-idle",
      paramLabel = "S",
      description = "How long a session waits for its next call, in seconds (agentcore).")
  private @Nullable Integer sessionIdle;

  @Option(names = "--region", paramLabel = "R", description = "AWS region (us-east-1).")
  private @Nullable String region;

  @Option(names = "--memory", paramLabel = "MB", description = "Memory, 128 to 10240 MB.")
  private @Nullable Integer memory;

  @Option(names = "--arch", paramLabel = "A", description = "x86_64 or arm64.")
  private @Nullable String architecture;

  @Option(names = "--requests", paramLabel = "N", description = "Calls per month.")
  private @Nullable Long requests;

  @Option(names = "--duration-ms", paramLabel = "MS", description = "How long a call takes.")
  private @Nullable Long duration;

  @Option(names = "--api", description = "With a REST API (API Gateway).")
  private boolean api;

  @Option(names = "--provisioned", paramLabel = "N", description = "Environments kept warm.")
  private @Nullable Integer provisioned;

  Estimate(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    ObjectNode request = request();
    JsonNode answer = waitingFor("estimating", () -> api().post(Path.of("estimate"), request));
    print(answer, this::printText);
    return ExitCode.DONE;
  }

  private ObjectNode request() {
    ObjectNode request = Json.object();
    put(request, "account", account);
    put(request, "region", region);
    put(request, "deployment_type", target);
    put(request, "session_idle_timeout", sessionIdle);
    put(request, "memory_size", memory);
    put(request, "architecture", architecture);
    put(request, "monthly_requests", requests);
    put(request, "average_duration_ms", duration);
    put(request, "enable_api_gateway", api ? true : null);
    put(request, "provisioned_concurrency", provisioned);
    return request;
  }

  private static void put(ObjectNode request, String field, @Nullable Object value) {
    if (value != null) {
      request.putPOJO(field, value);
    }
  }

  private void printText(JsonNode answer) {
    String price = answer.path("monthly_usd").asText("?");
    console().out(console().paint().bold("$" + price + " a month"));
    var table = new Table("ITEM", "QUANTITY", "USD A MONTH");
    for (JsonNode item : answer.path("breakdown")) {
      table.row(
          item.path("item").asText().replace('_', ' '),
          item.path("quantity").asText(),
          item.path("monthly_usd").asText());
    }
    table.print(console());
    console().out("");
    new Outline(console()).print(answer.path("assumptions"));
    for (JsonNode remark : answer.path("advice")) {
      console().out(console().paint().yellow("advice") + "  " + RemarkText.of(remark));
    }
    TargetText.lines(answer.path("target")).forEach(console()::out);
  }
}
