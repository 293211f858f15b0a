package dev.slipway.local.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.starter.StarterSettings;
import dev.slipway.worker.WorkerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * There is no systemd where this is built, so the units are compared with code and compose file,
 * and read by systemd's own checks where those are installed.
 */
class SystemdUnitsTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

  /** Out of 100; a service without any protection has 96. */
  private static final int MAX_EXPOSURE = 20;

  private final Compose compose = Compose.read();

  @ParameterizedTest
  @ValueSource(strings = {"worker", "starter"})
  void environment_isThatOfItsSettings(String component) {
    Set<String> known = new TreeSet<>(SettingNames.of(WorkerSettings.class));
    if (component.equals("starter")) {
      known = new TreeSet<>(SettingNames.of(StarterSettings.class));
      known.add("SLIPWAY_PORT");
    }

    assertThat(Unit.of(component).environment().keySet())
        .filteredOn(name -> name.startsWith("SLIPWAY_"))
        .isNotEmpty()
        .isSubsetOf(known);
  }

  /** An operator who changes from one to the other finds the same secrets under the same names. */
  @ParameterizedTest
  @ValueSource(strings = {"worker", "starter"})
  void secrets_areThoseOfTheComposeFile_andEachIsUsed(String component) {
    var unit = Unit.of(component);
    Map<String, String> environment = unit.environment();

    assertThat(unit.credentials())
        .containsExactlyInAnyOrderElementsOf(compose.list(component, "secrets"))
        .allMatch(name -> environment.containsValue("%d/" + name));
  }

  @ParameterizedTest
  @CsvSource({"worker, 200%, 6G", "starter, 100%, 1G"})
  void limits_areThoseOfTheComposeFile(String component, String processors, String memory) {
    var unit = Unit.of(component);

    assertThat(unit.option("CPUQuota")).isEqualTo(processors);
    assertThat(unit.option("MemoryMax")).isEqualTo(memory);
    assertThat(compose.text(component, "deploy"))
        .contains("cpus=" + processors.charAt(0), "memory=" + memory.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "starter"})
  void command_isTheImages(String component) {
    String[] command = Unit.of(component).option("ExecStart").split(" ", 2);

    assertThat(command[1])
        .isEqualTo("-jar /opt/slipway/%1$s/slipway-%1$s.jar".formatted(component));
    assertThat(Images.stage(component))
        .anyMatch(line -> line.startsWith("ENTRYPOINT") && line.contains(command[1].substring(5)));
  }

  @Test
  void worker_hasAsLongToStopAsInTheComposeFile() {
    assertThat(Unit.of("worker").option("TimeoutStopSec") + "s")
        .isEqualTo(compose.text("worker", "stop_grace_period"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "starter"})
  void systemd_understandsAndConfinesIt(String component, @TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(ANALYZE), "systemd-analyze is not installed");
    Path unit = folder.resolve("slipway-" + component + ".service");
    // It looks for the program, which may lie elsewhere here.
    Files.writeString(
        unit,
        Unit.of(component).lines().stream()
            .map(line -> line.startsWith("ExecStart=") ? "ExecStart=" + ANALYZE : line)
            .collect(Collectors.joining("\n", "", "\n")));

    assertThat(analyze("verify", unit.toString())).isEmpty();
    assertThat(
            analyze(
                "security",
                "--offline=true",
                "--no-pager",
                "--threshold=" + MAX_EXPOSURE,
                unit.toString()))
        .contains("Overall exposure level");
  }

  /** What it prints; the test fails if it objects. */
  private static String analyze(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(ANALYZE.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}
