package dev.slipway.local.process;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Identifies a process. A pid may have been reused since, so the start time and the command have to
 * match as well.
 *
 * @param executable a part of the command line, usually the path of the executable
 */
public record ProcessIdentity(long pid, Instant started, String executable) {
  // Linux derives start times from the time of boot, which moves when the clock is corrected.
  private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(2);

  public ProcessIdentity {
    if (pid <= 1) {
      throw new IllegalArgumentException("pid: %d (expected: 2 or more)".formatted(pid));
    }
    if (executable.isBlank()) {
      throw new IllegalArgumentException("executable: empty (expected: a path)");
    }
  }

  public static ProcessIdentity of(ProcessHandle process, String executable) {
    Instant started = process.info().startInstant().orElseGet(Instant::now);
    return new ProcessIdentity(process.pid(), started, executable);
  }

  /** This very process. */
  public static ProcessIdentity ofThisJvm() {
    ProcessHandle self = ProcessHandle.current();
    return of(self, self.info().command().orElse("java"));
  }

  /** The process, if it is still running and is still the same one. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid).filter(Processes::runs).filter(this::matches);
  }

  private boolean matches(ProcessHandle process) {
    return process.info().startInstant().filter(this::isTheStart).isPresent()
        && runs(Processes.commandLine(process));
  }

  private boolean runs(String commandLine) {
    return commandLine.contains(executable) || commandLine.contains(behindLinks());
  }

  /** Linux names the file that a process runs, whatever links lead to it. */
  private String behindLinks() {
    try {
      return Path.of(executable).toRealPath().toString();
    } catch (IOException | InvalidPathException noFile) {
      return executable;
    }
  }

  private boolean isTheStart(Instant actual) {
    return Duration.between(started, actual).abs().compareTo(CLOCK_CORRECTION) <= 0;
  }
}
