package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/** The running slipway command, with its output in a pipe. */
public final class RunningCommand implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Longer than any step of these tests. */
  private static final Duration NEXT_LINE = Duration.ofMinutes(5);

  private final Path output;
  private final Process process;

  /** Its output and exit code. */
  public record Ended(int exitCode, List<String> lines) {}

  /** Runs the command to completion. */
  public static Ended run(URI server, String... arguments) {
    try (RunningCommand command = start(server, arguments)) {
      return command.awaitEnd();
    }
  }

  private RunningCommand(Path output, Process process) {
    this.output = output;
    this.process = process;
  }

  /** Starts the command against a server; the caller waits for its end. */
  public static RunningCommand start(URI server, String... arguments) {
    return start(server, Map.of("SLIPWAY_TOKEN", Ground.TOKEN), arguments);
  }

  /** The same with what it signs in with, or where it finds that. */
  public static RunningCommand start(URI server, Map<String, String> signIn, String... arguments) {
    var words =
        new ArrayList<String>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Ground.root().resolve("cli/target/slipway-cli.jar").toString()));
    words.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("slipway-cli-", ".log");
      var builder = new ProcessBuilder(words);
      builder.environment().put("SLIPWAY_URL", server.toString());
      builder.environment().keySet().removeAll(List.of("SLIPWAY_TOKEN", "SLIPWAY_HOME"));
      builder.environment().putAll(signIn);
      builder.redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      return new RunningCommand(output, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has printed so far. */
  public List<String> lines() {
    try {
      return Files.readAllLines(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line with this pattern; a command that has ended prints no more lines. */
  public void awaitLine(String pattern) {
    try {
      Waiting.until("a line with " + pattern, NEXT_LINE, () -> hasPrinted(pattern));
    } catch (ConditionTimeoutException timedOut) {
      throw new AssertionError("no line with '%s': %s".formatted(pattern, state()), timedOut);
    }
  }

  private boolean hasPrinted(String pattern) {
    boolean ended = !process.isAlive(); // First, so that none of its lines is missed.
    boolean printed = lines().stream().anyMatch(Pattern.compile(pattern).asPredicate());
    if (ended && !printed) {
      throw new AssertionError("no line with '%s': %s".formatted(pattern, state()));
    }
    return printed;
  }

  /** Whether it is running, and what it has printed: for a test that failed. */
  public String state() {
    String now = process.isAlive() ? "is running" : "ended with " + process.exitValue();
    return "the command %s and has printed%n%s".formatted(now, String.join("\n", lines()));
  }

  public Ended awaitEnd() {
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no end within %s: %s".formatted(LONGEST, state()));
      }
      return new Ended(process.exitValue(), lines());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the command", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
