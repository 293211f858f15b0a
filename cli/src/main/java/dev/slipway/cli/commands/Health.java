package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.view.Outline;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code slipway health}. */
@Command(name = "health", header = "Report whether the server and its dependencies are up.")
final class Health extends Verb {
  private static final Set<String> FINE = Set.of("ok", "up", "healthy");

  Health(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode health = waitingFor("asking the server", api()::health);
    print(health, new Outline(console())::print);
    String status = health.path("status").asText("").toLowerCase(Locale.ROOT);
    return FINE.contains(status) ? ExitCode.DONE : ExitCode.FAILED;
  }
}
