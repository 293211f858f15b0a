package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.LedgerText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway destroy}. */
@Command(
    name = "destroy",
    header = "Remove an agent and everything that belongs to it.",
    description = {
      "Shows on a terminal what would be removed, and asks. In a pipe, where no one can be asked,",
      "it requires --yes."
    },
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

  @Mixin private Confirmation confirmation = new Confirmation();

  Destroy(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    if (dryRun) {
      JsonNode preview = preview(address);
      print(preview, it -> show(console(), it));
      return ExitCode.DONE;
    }
    if (!isMeant(address)) {
      return ExitCode.CANCELED;
    }
    Path path = address.path().withAny("reason", reason);
    return afterAccepted(waitingFor("waiting for the server", () -> api().delete(path)));
  }

  /** A person sees what would go before they answer. */
  private boolean isMeant(AgentAddress address) {
    if (confirmation.isNeeded(console())) {
      Console shown = besideJson();
      show(shown, preview(address));
      shown.out("");
    }
    return confirmation.givenOrRequired(console(), "Destroy %s for good?".formatted(address));
  }

  private JsonNode preview(AgentAddress address) {
    Path path = address.path().with("dry_run", "true");
    return waitingFor("looking at what exists", () -> api().delete(path));
  }

  private static void show(Console console, JsonNode preview) {
    List<JsonNode> entries = new ArrayList<>();
    preview.path("would_remove").forEach(entries::add);
    LedgerText.printPreview(console, entries);
  }
}
