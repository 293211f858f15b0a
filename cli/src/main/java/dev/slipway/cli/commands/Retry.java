package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
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
    description =
        "On a terminal it shows what a patch changes in the deployment as it stands, and asks.",
    footer = {
      "",
      "Examples:",
      "  slipway retry ID",
      "  slipway retry ID --memory 1024",
      "  slipway retry ID --memory 1024 --yes --diff",
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
  private ObjectNode patched = Json.object();

  @Option(
      names = "--skip-resource",
      paramLabel = "LOGICAL_ID",
      description = "A resource that a stuck rollback may skip; repeatable.")
  private List<String> skipped = new ArrayList<>();

  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private DiffOption diff = new DiffOption();
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
    boolean changed = !patch.isEmpty();
    if (!skipped.isEmpty()) {
      ArrayNode ids = patch.putArray("skip_resources");
      skipped.forEach(ids::add);
    }
    if (!patch.isEmpty()) {
      request.set("patch", patch);
    }
    if (changed) {
      patched = request;
    }
  }

  @Override
  boolean isMeant() {
    if (patched.isEmpty()) {
      return true;
    }
    if (diff.isWanted(confirmation, console())) {
      diff.show(this, id(), this::changes);
      console().err(DiffOption.RESOURCES_LATER);
    }
    return confirmation.given(console(), "Retry with these changes?");
  }

  private JsonNode changes() {
    JsonNode answer = api().post(Path.of("deployments", id(), "retry", "diff"), patched, folder());
    named(answer.path("from"), "as it stands");
    named(answer.path("to"), "with your changes");
    return answer;
  }

  private static void named(JsonNode side, String title) {
    if (side instanceof ObjectNode object) {
      object.put("title", title);
    }
  }

  @Override
  Optional<Project> folder() {
    return source == null ? Optional.empty() : source.folder();
  }
}
