package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The slipway command as people run it: a process of its own. */
public final class CommandLine {
  private static final int LONGEST_SECONDS = 60;

  private final String server;
  private String output = "";

  /** A command that asks this server. */
  public CommandLine(String server) {
    this.server = server;
  }

  /** Runs it and returns its exit code. */
  public int run(String... arguments) {
    var words =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Ground.root().resolve("cli/target/slipway-cli.jar").toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("SLIPWAY_URL", server);
    try {
      Process process = builder.start();
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("slipway did not end: " + output);
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What the last run said. */
  public String output() {
    return output;
  }
}
