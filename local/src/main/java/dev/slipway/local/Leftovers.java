package dev.slipway.local;

import dev.slipway.local.process.Processes;
import dev.slipway.local.process.Termination;
import dev.slipway.worker.WorkerSettings;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tools that a step ran (SAM, uv, Python) and that outlived the JVM they reported to. */
final class Leftovers {
  private Leftovers() {}

  /** Ends them; returns those that could not be ended. */
  static List<ProcessHandle> end(LocalSettings settings) {
    // By the mark that every tool inherits: a person's shell may stand in the same folder.
    List<ProcessHandle> left =
        Processes.withEnvironment(WorkerSettings.MARK_OF_TOOLS + "=" + settings.home().work());
    Stream<ProcessHandle> trees =
        left.stream().flatMap(head -> Stream.concat(Stream.of(head), head.descendants()));
    return Termination.end(Set.copyOf(trees.toList()), Timing.LEFTOVER_STOP);
  }
}
