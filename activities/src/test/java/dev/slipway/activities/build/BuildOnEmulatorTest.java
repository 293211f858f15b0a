package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.files.StoredArtifacts;
import dev.slipway.activities.log.StepLog;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.steps.SamBuild;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** With the real SAM CLI, uv, package index and an emulator: {@code SLIPWAY_TEST_NETWORK=1}. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_NETWORK", matches = "1")
@OnEmulator
class BuildOnEmulatorTest {
  private static final String CODE =
      """
      from strands import Agent

      agent = Agent(system_prompt="cost: $1 \\\\ {braces}")


      def main(user_input):
          return agent(user_input)
      """;

  private final EmulatedAccount account = EmulatedAccount.open();

  private final Workbench workbench =
      new Workbench(new StoredArtifacts(account.artifacts()), logTo(System.out));

  private static StepLog logTo(java.io.PrintStream out) {
    return (stream, text) ->
        out.printf("  %5d %s %s%n", System.nanoTime() / 1_000_000 % 100_000, stream, text);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void redeployOfChangedCode_reusesTheLayerAndUploadsLittle() {
    long start = System.nanoTime();
    SamBuild.Built first = deploy("first", CODE);
    long second = System.nanoTime();
    SamBuild.Built changed = deploy("second", CODE + "\n# changed\n");
    long third = System.nanoTime();
    SamBuild.Built same = deploy("third", CODE);

    System.out.printf(
        "first %d ms, changed code %d ms, unzipped %d, layer %d, code %d%n",
        (second - start) / 1_000_000,
        (third - second) / 1_000_000,
        first.unzippedBytes(),
        first.layer().bytes(),
        first.code().bytes());
    assertThat(changed.layerReused()).isTrue();
    assertThat(changed.layer()).isEqualTo(first.layer());
    assertThat(changed.code().sha256()).isNotEqualTo(first.code().sha256());
    assertThat(same.code().sha256()).isEqualTo(first.code().sha256());
    assertThat(changed.code().bytes() + changed.template().bytes()).isLessThan(100_000);
    assertThat(first.unzippedBytes()).isBetween(10_000_000L, PackageLimit.LAMBDA.maxBytes());
    String template =
        new String(
            workbench.artifacts.read(Workbench.AGENT.region(), first.template()),
            StandardCharsets.UTF_8);
    assertThat(template).contains(first.code().uri()).contains(first.layer().uri());
  }

  private SamBuild.Built deploy(String id, String code) {
    var runtime = PythonRuntime.PYTHON_3_11;
    long start = System.nanoTime();
    var bundle = workbench.inject(id, code, runtime, List.of());
    System.out.printf("inject %d ms%n", (System.nanoTime() - start) / 1_000_000);
    return workbench.build(id, bundle, runtime, Architecture.X86_64);
  }
}
