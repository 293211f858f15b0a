package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.signin.FoundToken;
import dev.slipway.cli.view.IdentityText;
import picocli.CommandLine.Command;

/** {@code slipway whoami}. */
@Command(name = "whoami", header = "Show who the server says you are, and your roles.")
final class WhoAmI extends Verb {
  WhoAmI(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode answer = waitingFor("asking the server", () -> api().get(Path.of("whoami")));
    print(answer, this::say);
    return ExitCode.DONE;
  }

  private void say(JsonNode answer) {
    String origin = session.tokens().find(address()).map(FoundToken::origin).orElse("none");
    new IdentityText(console(), session.zone()).print(answer, origin);
  }
}
