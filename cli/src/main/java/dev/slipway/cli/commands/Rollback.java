package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.request.ReuseOptions;
import dev.slipway.cli.request.UsageError;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway rollback}. */
@Command(
    name = "rollback",
    header = "Roll an agent back to an earlier revision, without a build.",
    description =
        "Without --to it is the one that was live before. On a terminal it shows what differs from what is live, and asks.",
    footer = {
      "",
      "Examples:",
      "  slipway rollback weather",
      "  slipway rollback weather --to 3 --reason \"wrong answers\""
    })
final class Rollback extends Waiting {
  @Parameters(
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Option(
      names = "--to",
      paramLabel = "REV",
      description = "The revision (the one before the live one).")
  private @Nullable Integer revision;

  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private DiffOption diff = new DiffOption();

  @Mixin private ReuseOptions options = new ReuseOptions();

  Rollback(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    int target = revision == null ? previous(address) : revision;
    if (diff.isWanted(confirmation, console())) {
      var change = address.path("diff").with("from", "live").with("to", String.valueOf(target));
      diff.show(this, address.name(), () -> api().get(change));
      console().err(DiffOption.RESOURCES_LATER);
    }
    if (!confirmation.given(console(), "Roll %s back to revision %d?".formatted(address, target))) {
      return ExitCode.CANCELED;
    }
    ObjectNode request = Json.object().put("to_revision", target);
    options.addTo(request);
    return afterAccepted(
        waitingFor("waiting for the server", () -> api().post(address.path("rollback"), request)));
  }

  /** The latest revision before the live one that may be restored. */
  private int previous(AgentAddress address) {
    JsonNode agent = waitingFor("reading the agent", () -> api().get(address.path()));
    int live = agent.path("live").path("number").asInt(0);
    List<Integer> offered =
        agent
            .path("revisions")
            .valueStream()
            .filter(revision -> revision.path("rollback_offered").asBoolean())
            .map(revision -> revision.path("number").asInt())
            .sorted()
            .toList();
    int found =
        offered.reversed().stream()
            .filter(number -> number < live)
            .findFirst()
            .orElseThrow(() -> new UsageError(none(address, live, offered)));
    console().err("Revision %d is live; revision %d was before it.".formatted(live, found));
    return found;
  }

  private static String none(AgentAddress address, int live, List<Integer> offered) {
    if (live == 0) {
      return "%s: nothing is live, so nothing was live before".formatted(address);
    }
    String kept = "%s: no revision before %d is kept".formatted(address, live);
    return offered.isEmpty()
        ? kept + ", and no other; deploy the code that it should have"
        : kept + " (expected: --to REV, one of %s)".formatted(joined(offered));
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
