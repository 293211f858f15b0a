package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an owner of an account runs: here on the emulator, which cannot show all of it. */
class AcceptanceIT {
  private static final int EXPECTATIONS = 17;

  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @TempDir Path folder;

  @Test
  void everyExpectation_isMet_andNothingIsLeft() throws Exception {
    Path file = folder.resolve("report.json");

    var ended =
        RunningCommand.run(
            SHARED.stack().address(),
            "acceptance",
            "--name",
            "acceptance",
            "--runtime",
            Emulated.RUNTIME,
            "--report",
            file.toString());

    assertThat(ended.exitCode()).as("%s", ended.lines()).isZero();
    JsonNode report = new ObjectMapper().readTree(file.toFile());
    assertThat(report.path("failed").asInt()).isZero();
    assertThat(report.path("expectations")).hasSize(EXPECTATIONS);
    assertThat(String.join("\n", ended.lines())).contains("Only AWS itself can show:");
    assertThat(SHARED.world().thingsNamed("acceptance")).isEmpty();
  }
}
