package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.ApiKeys;
import dev.slipway.cli.request.EndpointOptions;
import dev.slipway.cli.request.PlaceOptions;
import dev.slipway.cli.request.QueueOptions;
import dev.slipway.cli.request.SettingOptions;
import dev.slipway.cli.request.SmokeOptions;
import dev.slipway.cli.request.Source;
import dev.slipway.cli.request.WindowOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway deploy}. */
@Command(
    name = "deploy",
    modelTransformer = SettingOptions.class,
    header = "Deploy agent code, a file or a folder, and wait until it answers.",
    footer = {
      "",
      "Examples:",
      "  slipway deploy agent.py --name weather",
      "  slipway deploy agent.py --name weather --memory 1024 --api-key OPENAI_API_KEY",
      "  slipway deploy harbour/ --name harbour --entry main.py:main",
      "  slipway deploy agent.py --name weather --memory 1024 --plan",
      "  slipway deploy agent.py --name weather --on-failure park --reason \"ticket 4711\"",
      "  cat agent.py | slipway deploy - --name weather --no-wait --json"
    })
final class Deploy extends Waiting {
  @Parameters(
      paramLabel = "FILE|DIR",
      description = "The agent's Python file or its folder, or - for stdin.")
  private String file = "";

  @Mixin private PlaceOptions place = new PlaceOptions();
  @Mixin private EndpointOptions endpoints = new EndpointOptions();
  @Mixin private SmokeOptions smoke = new SmokeOptions();
  @Mixin private QueueOptions queue = new QueueOptions();
  @Mixin private WindowOptions window = new WindowOptions();

  @Option(
      names = "--plan",
      description = "Show what would change, remove what the plan needed, and stop.")
  private boolean planOnly;

  @Option(
      names = "--api-key",
      paramLabel = "NAME[=VALUE|=@VAR]",
      description =
          "A key for the agent, kept in Secrets Manager. The name alone reads the environment "
              + "variable of that name; repeatable.")
  private List<String> apiKeys = new ArrayList<>();

  @Spec private CommandSpec command = CommandSpec.create();

  Deploy(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Source code = Source.read(file, console());
    ObjectNode request = Json.object();
    place.addTo(request);
    SettingOptions.addTo(request, command.commandLine().getParseResult());
    endpoints.addTo(request);
    if (!apiKeys.isEmpty()) {
      request.set("api_keys", new ApiKeys(session.environment(), console()).read(apiKeys));
    }
    smoke.addTo(request);
    if (planOnly) {
      request.put("plan_only", true);
    }
    queue.addTo(request);
    window.addTo(request);
    code.addTo(request);
    return afterAccepted(accept(code, request));
  }

  private JsonNode accept(Source code, ObjectNode request) {
    try {
      return waitingFor(
          "sending the code to the server",
          () -> api().post(Path.of("deployments"), request, code.folder()));
    } catch (ApiProblem e) {
      throw e.about(code.name());
    }
  }
}
