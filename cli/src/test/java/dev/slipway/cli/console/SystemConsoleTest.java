package dev.slipway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In a process of its own, which it ends. */
class SystemConsoleTest {
  private static final File FULL = new File("/dev/full");

  /** Says one line, as a verb does. */
  static final class OneLine {
    private OneLine() {}

    public static void main(String[] arguments) {
      new SystemConsole(System.getenv()).print("half of an answer");
    }
  }

  @Test
  void outputThatCantBeWritten_isAFailure() throws Exception {
    assumeTrue(FULL.exists(), "there is no /dev/full");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OneLine.class.getName())
            .redirectOutput(FULL)
            .start();

    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(ExitCode.FAILED);
    assertThat(said).startsWith("The output can't be written: ");
  }
}
