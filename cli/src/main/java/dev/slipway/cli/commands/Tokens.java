package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.view.Deployment;
import dev.slipway.cli.view.IdentityText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway tokens}. */
@Command(
    name = "tokens",
    header = "List API tokens, create one, or revoke one.",
    description = "See also: 'tokens create NAME' and 'tokens revoke ID'.",
    footer = {
      "",
      "Examples:",
      "  slipway tokens",
      "  slipway tokens create nightly --role deployer --agents \"strands-agent-weather*\" --expires 90d",
      "  slipway tokens revoke t-7f3a"
    })
final class Tokens extends Verb {
  Tokens(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode answer = waitingFor("reading the tokens", () -> api().get(Path.of("tokens")));
    print(answer, this::printTable);
    return ExitCode.DONE;
  }

  private void printTable(JsonNode answer) {
    if (answer.path("tokens").isEmpty()) {
      console().err("No tokens. Create one: " + console().command() + " tokens create NAME");
      return;
    }
    var table =
        new Table("ID", "NAME", "OWNER", "ROLE", "AGENTS", "REGIONS", "ACCOUNTS", "EXPIRES");
    for (JsonNode token : answer.path("tokens")) {
      table.row(
          Json.text(token, "id").orElse("?"),
          Json.text(token, "name").orElse(""),
          IdentityText.name(token.path("owner")),
          Json.text(token, "role").orElse("as owner"),
          IdentityText.patterns(token, "agents"),
          IdentityText.patterns(token, "regions"),
          IdentityText.patterns(token, "accounts"),
          expiry(token).orElse(""));
    }
    table.print(console());
  }

  private Optional<String> expiry(JsonNode token) {
    return Deployment.time(token, "expires_at")
        .map(at -> TimeText.dateAndClock(at, session.zone()));
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      header = "Create a token with your rights, or fewer.",
      description = "Prints the token, which cannot be shown again.",
      footer = {
        "",
        "Example:",
        "  slipway tokens create nightly --role deployer --agents \"strands-agent-weather*\" --expires 90d"
      })
  Integer create(
      @Parameters(paramLabel = "NAME", description = "What it is for.") String name,
      @Option(
              names = "--role",
              paramLabel = "R",
              description = "viewer, deployer, approver, operator or admin; yours when left out.")
          @Nullable String role,
      @Option(
              names = "--agents",
              paramLabel = "P",
              split = ",",
              description = "Only for these stacks; * at the end stands for any characters.")
          @Nullable List<String> agents,
      @Option(
              names = "--regions",
              paramLabel = "P",
              split = ",",
              description = "Only in these regions, written in the same way.")
          @Nullable List<String> regions,
      @Option(
              names = "--accounts",
              paramLabel = "A",
              split = ",",
              description = "Only in the accounts of these aliases.")
          @Nullable List<String> accounts,
      @Option(
              names = "--expires",
              paramLabel = "T",
              description = "How long it is valid, such as 12h or 90d; 30d when left out.")
          @Nullable String expires) {
    ObjectNode request = Json.object().put("name", name);
    Json.put(request, "role", role);
    Json.put(request, "agents", agents == null ? List.of() : agents);
    Json.put(request, "regions", regions == null ? List.of() : regions);
    Json.put(request, "accounts", accounts == null ? List.of() : accounts);
    Json.put(request, "expires_in", expires);
    JsonNode answer =
        waitingFor("waiting for the server", () -> api().post(Path.of("tokens"), request));
    print(answer, this::sayCreated);
    return ExitCode.DONE;
  }

  /** The token alone on standard output, for scripts. */
  private void sayCreated(JsonNode answer) {
    console()
        .err(
            "Token %s%s. It is shown only now:"
                .formatted(
                    Json.text(answer, "id").orElse("?"),
                    IdentityText.until(answer, session.zone())));
    console().out(answer.path("token").asText(""));
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      header = "Revoke a token: from now on it is refused.")
  Integer revoke(@Parameters(paramLabel = "ID", description = "The token's id.") String id) {
    waitingFor("waiting for the server", () -> api().delete(Path.of("tokens", id)));
    print(Json.object().put("revoked", id), _ -> console().out(id + " is revoked."));
    return ExitCode.DONE;
  }
}
