package dev.slipway.local;

import dev.slipway.local.process.Processes;
import dev.slipway.local.process.Termination;
import dev.slipway.worker.WorkerSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processes that outlived whatever started them. They are found by a mark in the environment that
 * their children inherit: a person's shell may be in the same folder.
 */
final class Leftovers {
  private Leftovers() {}

  /** Stops the tools of steps (SAM, uv, Python); returns those that could not be stopped. */
  static List<ProcessHandle> endTools(LocalSettings settings) {
    return end(WorkerSettings.MARK_OF_TOOLS + "=" + settings.home().work());
  }

  /** Stops what functions started, once the emulator itself has stopped; returns what is left. */
  static List<ProcessHandle> endFunctions(LocalSettings settings) {
    // Even a child with its own environment, such as an MCP server, keeps this home.
    return end("HOME=" + AwsEmulator.scratch(settings));
  }

  private static List<ProcessHandle> end(String mark) {
    Set<ProcessHandle> trees =
        Processes.withEnvironment(mark).stream()
            .flatMap(head -> Stream.concat(Stream.of(head), head.descendants()))
            .collect(Collectors.toUnmodifiableSet());
    return Termination.end(trees, Timing.LEFTOVER_STOP);
  }
}
