package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.EndpointOptions;
import dev.slipway.cli.request.SettingOptions;
import dev.slipway.cli.request.SmokeOptions;
import dev.slipway.cli.request.Source;
import dev.slipway.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code slipway retry}. */
@Command(
    name = "retry",
    modelTransformer = SettingOptions.OfPatch.class,
    header = "Retry a parked deployment, unchanged or with a patch.",
    footer = {
      "",
      "Examples:",
      "  slipway retry ID",
      "  slipway retry ID --memory 1024",
      "  slipway retry ID --code agent.py --require \"requests>=2.32\"",
      "  slipway retry ID --skip-resource AgentRole --reason \"fixed manually\""
    })
final class Retry extends Intervention {
  @Option(
      names = "--code",
      paramLabel = "FILE|DIR",
      description = "Corrected code: a file or a folder, or - for stdin.")
  private @Nullable String code;

  private @Nullable Source source;

  @Option(
      names = "--skip-resource",
      paramLabel = "LOGICAL_ID",
      description = "A resource that a stuck rollback may skip; repeatable.")
  private List<String> skipped = new ArrayList<>();

  @Mixin private EndpointOptions endpoints = new EndpointOptions();
  @Mixin private SmokeOptions smoke = new SmokeOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  Retry(Session session) {
    super(session, "retry");
  }

  @Override
  void addTo(ObjectNode request) {
    ObjectNode patch = Json.object();
    SettingOptions.addTo(patch, command.commandLine().getParseResult());
    endpoints.addTo(patch);
    smoke.addTo(patch);
    if (code != null) {
      source = Source.read(code, console());
      source.addTo(patch);
    }
    if (!skipped.isEmpty()) {
      ArrayNode ids = patch.putArray("skip_resources");
      skipped.forEach(ids::add);
    }
    if (!patch.isEmpty()) {
      request.set("patch", patch);
    }
  }

  @Override
  Optional<Project> folder() {
    return source == null ? Optional.empty() : source.folder();
  }
}
