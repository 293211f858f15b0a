package dev.slipway.activities.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One call of a program.
 *
 * @param command the program and its arguments, never a shell line
 * @param environment all the variables the program sees; nothing is inherited
 * @param input what it reads from standard input
 * @param timeout after which it is stopped with everything it started
 * @param outputLimit most characters kept of each stream: the head and the tail
 */
public record ProcessCall(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    ProcessInput input,
    Duration timeout,
    int outputLimit) {
  /** Enough for any message a person reads; longer output is in the log. */
  private static final int DEFAULT_OUTPUT_LIMIT = 64 * 1024;

  public ProcessCall {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command: [] (expected: a program and its arguments)");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout: %s (expected: > 0)".formatted(timeout));
    }
    if (outputLimit < 2) {
      throw new IllegalArgumentException("outputLimit: %d (expected: >= 2)".formatted(outputLimit));
    }
  }

  /** A call without input, keeping the usual amount of output. */
  public static ProcessCall of(
      List<String> command, Map<String, String> environment, Path directory, Duration timeout) {
    return new ProcessCall(
        command, environment, directory, ProcessInput.NONE, timeout, DEFAULT_OUTPUT_LIMIT);
  }

  public ProcessCall withInput(byte[] bytes) {
    return new ProcessCall(
        command, environment, directory, new ProcessInput(bytes), timeout, outputLimit);
  }

  public ProcessCall withOutputLimit(int characters) {
    return new ProcessCall(command, environment, directory, input, timeout, characters);
  }

  /** The program as named in the command. */
  public String program() {
    return command.getFirst();
  }
}
