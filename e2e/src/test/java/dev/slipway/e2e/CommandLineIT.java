package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command line against the real server: where both must agree. */
class CommandLineIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @TempDir private Path folder;

  @Test
  void userOfTheCommand_isTheRequesterOfTheDeployment() throws IOException {
    Path code = folder.resolve("agent.py");
    Files.writeString(code, Agents.saying("hello"));

    var ended =
        RunningCommand.run(
            SHARED.stack().address(),
            "deploy",
            code.toString(),
            "--name",
            "command-line",
            "--runtime",
            Emulated.RUNTIME,
            "--no-wait",
            "--json");

    assertThat(ended.exitCode()).as("%s", ended.lines()).isZero();
    var newest = SHARED.api().get("/deployments?page_size=100").body().path("deployments");
    assertThat(newest)
        .filteredOn(one -> one.toString().contains("command-line"))
        .first()
        .satisfies(
            one ->
                assertThat(one.path("requested_by").asText())
                    .isEqualTo(
                        System.getenv().getOrDefault("USER", System.getProperty("user.name"))));
  }
}
