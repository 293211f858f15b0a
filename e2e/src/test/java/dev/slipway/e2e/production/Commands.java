package dev.slipway.e2e.production;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Commands that end by themselves. */
final class Commands {
  private Commands() {}

  /** What a command printed. */
  record Output(int exitCode, String text) {}

  /** Runs it and returns what it printed; the test fails if it does. */
  static String run(List<String> command, Map<String, String> environment) {
    Output output = attempt(command, environment);
    if (output.exitCode() != 0) {
      throw new IllegalStateException(
          "%s ended with %d:%n%s".formatted(command, output.exitCode(), output.text()));
    }
    return output.text();
  }

  static Output attempt(List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    give(builder, environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Output(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + command, e);
    }
  }

  /** A container has none of the launcher's variables. */
  static void give(ProcessBuilder builder, Map<String, String> environment) {
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    builder.environment().putAll(environment);
  }
}
