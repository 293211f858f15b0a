package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.ApiKeys;
import dev.slipway.cli.request.SourceFile;
import dev.slipway.cli.request.SpecOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway retry}. */
@Command(
    name = "retry",
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
  @Option(names = "--code", paramLabel = "FILE", description = "Corrected code, or - for stdin.")
  private @Nullable String code;

  @Option(
      names = "--skip-resource",
      paramLabel = "LOGICAL_ID",
      description = "A resource that a stuck rollback may skip; repeatable.")
  private List<String> skipped = new ArrayList<>();

  @Mixin private SpecOptions spec = new SpecOptions();

  Retry(Session session) {
    super(session, "retry");
  }

  @Override
  void addTo(ObjectNode request) {
    ObjectNode patch = Json.object();
    spec.addTo(patch, new ApiKeys(session.environment(), console()));
    if (code != null) {
      SourceFile.read(code, console()).addTo(patch);
    }
    if (!skipped.isEmpty()) {
      ArrayNode ids = patch.putArray("skip_resources");
      skipped.forEach(ids::add);
    }
    if (!patch.isEmpty()) {
      request.set("patch", patch);
    }
  }
}
