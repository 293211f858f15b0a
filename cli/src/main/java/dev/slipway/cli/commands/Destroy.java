package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.LedgerText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway destroy}. */
@Command(
    name = "destroy",
    header = "Remove an agent and everything that belongs to it.",
    footer = {
      "",
      "Examples:",
      "  slipway destroy weather --dry-run",
      "  slipway destroy weather --reason \"replaced by forecast\""
    })
final class Destroy extends Waiting {
  @Parameters(
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Option(names = "--dry-run", description = "Only show what would be removed.")
  private boolean dryRun;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  Destroy(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Path path =
        AgentAddress.find(api(), agent)
            .path()
            .withAny("dry_run", dryRun ? "true" : null)
            .withAny("reason", reason);
    JsonNode answer = waitingFor("waiting for the server", () -> api().delete(path));
    if (dryRun) {
      print(answer, _ -> preview(answer));
      return ExitCode.DONE;
    }
    return afterAccepted(answer);
  }

  private void preview(JsonNode answer) {
    List<JsonNode> entries = new ArrayList<>();
    answer.path("would_remove").forEach(entries::add);
    LedgerText.print(console(), "Would be removed", entries);
  }
}
