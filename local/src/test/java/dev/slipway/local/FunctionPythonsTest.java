package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.local.component.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Which Python the real emulator runs a function with, and what that finds; needs one. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
class FunctionPythonsTest {
  private static final String WHICH =
      """
      import os

      def handler(event, context):
          return os.environ.get("CHOSEN", "")
      """;

  private static final String PACKAGES =
      """
      import importlib.util, boto3

      def handler(event, context):
          boto3.client("sts").get_caller_identity()
          return [name for name in ("pydantic", "cryptography", "ministack") if importlib.util.find_spec(name)]
      """;

  @TempDir Path home;
  @TempDir Path programs;

  private SupervisedEmulator own;
  private Supervisor emulator;
  private EmulatedFunctions functions;

  @BeforeEach
  void start() throws Exception {
    own = SupervisedEmulator.of(home, Map.of("PATH", programs + ":" + System.getenv("PATH")));
    functions = new EmulatedFunctions(home, own.address());
    emulator = own.supervisor(ProcessLimits.USUAL);
    // A version that no machine has, so that no real one is found before it.
    script("python3.99", "3.99");
    emulator.start();
  }

  @AfterEach
  void leaveNothing() {
    functions.close();
    emulator.close();
    Leftovers.endFunctions(own.settings());
  }

  /** Says that it is the version, and is the emulator's Python otherwise. */
  private void script(String name, String version) throws Exception {
    String text =
        """
        #!/bin/sh
        case "$*" in
          *version_info*) echo %s ;;
          *) CHOSEN=%s exec '%s' "$@" ;;
        esac
        """
            .formatted(version, version, own.settings().tools().python());
    Path file = Files.writeString(programs.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void functionRunsWithItsRuntimesPython() throws Exception {
    functions.create("chosen", "python3.99", WHICH);
    assertThat(functions.call("chosen")).isEqualTo("\"3.99\"");
  }

  @Test
  void functionOfAPythonThatIsNotHere_runsWithTheEmulators() throws Exception {
    functions.create("missing", "python3.98", WHICH);
    assertThat(functions.call("missing")).isEqualTo("\"\"");
  }

  @Test
  void functionFindsTheSdk_andNothingElseOfTheEmulators() throws Exception {
    functions.create("packages", "python3.11", PACKAGES);
    assertThat(functions.call("packages")).isEqualTo("[]");
  }
}
