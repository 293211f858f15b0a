package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.signin.Browser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway open}. */
@Command(
    name = "open",
    header = "Open the page in your browser, signed in.",
    description = "Prints an address that signs a browser in as you, once.",
    footer = {"", "Examples:", "  slipway open", "  slipway open weather"})
final class Open extends Verb {
  @Parameters(
      paramLabel = "ID|AGENT",
      arity = "0..1",
      description =
          "A deployment, or an agent by function or stack name or [ACCOUNT/]REGION/STACK.")
  private @Nullable String what;

  Open(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Api api = api();
    ObjectNode request = Json.object();
    if (what != null) {
      request.put("to", page(api, what));
    }
    JsonNode answer =
        waitingFor("waiting for the server", () -> api.post(Path.of("page-links"), request));
    print(answer, this::say);
    return ExitCode.DONE;
  }

  /** A deployment's page, or that of the agent of this name. */
  private String page(Api api, String given) {
    Optional<Path> deployment = given.contains("/") ? Optional.empty() : deployment(api, given);
    return deployment.orElseGet(() -> AgentAddress.find(api, given).path()).onPage();
  }

  private Optional<Path> deployment(Api api, String id) {
    Path path = Path.of("deployments", id);
    try {
      waitingFor("looking for it", () -> api.get(path));
      return Optional.of(path);
    } catch (ApiProblem problem) {
      if (problem.status() == 404 || problem.status() == 422 || problem.status() == 400) {
        return Optional.empty(); // No deployment, or no name that one could have.
      }
      throw problem;
    }
  }

  private void say(JsonNode answer) {
    String url = answer.path("url").asText("");
    console().out(url);
    if (console().isTerminal()) {
      new Browser(session.environment()).open(url);
    }
  }
}
