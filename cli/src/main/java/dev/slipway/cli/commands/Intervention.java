package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.project.Project;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's decision about a deployment that is running or waiting. */
abstract class Intervention extends Waiting {
  private final String action;

  @Parameters(paramLabel = "ID", description = "The deployment.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the record.")
  private @Nullable String reason;

  Intervention(Session session, String action) {
    super(session);
    this.action = action;
  }

  @Override
  public Integer call() {
    ObjectNode request = Json.object();
    if (reason != null) {
      request.put("reason", reason);
    }
    addTo(request);
    if (!isMeant()) {
      return ExitCode.CANCELED;
    }
    JsonNode answer =
        waitingFor(
            "waiting for the server",
            () -> api().post(Path.of("deployments", id, action), request, folder()));
    if (!waits()) {
      print(answer, this::accepted);
      return ExitCode.DONE;
    }
    if (!json) {
      accepted(answer);
    }
    return follow(id);
  }

  /** Adds what this verb sends besides its reason. */
  void addTo(ObjectNode request) {}

  /** Whether the person at the terminal, if there is one, stands by it. */
  boolean isMeant() {
    return true;
  }

  /** What goes beside the request. */
  Optional<Project> folder() {
    return Optional.empty();
  }

  final String id() {
    return id;
  }

  private void accepted(JsonNode answer) {
    String status = Json.text(answer, "status").map(text -> ", now " + text).orElse("");
    console().out("%s: %s accepted%s".formatted(id, action, status.replace('_', ' ')));
    page(id);
    if (!waits()) {
      console().out(console().paint().dim("  → " + console().command() + " watch " + id));
    }
  }
}
