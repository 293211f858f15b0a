package dev.slipway.local;

import dev.slipway.local.process.Processes;
import dev.slipway.local.process.Termination;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tools that a step ran (SAM, uv) and that outlived the JVM they reported to. */
final class Leftovers {
  private Leftovers() {}

  /** Ends them; returns those that could not be ended. */
  static List<ProcessHandle> end(LocalSettings settings) {
    List<ProcessHandle> left =
        Processes.workingIn(settings.home().work()).stream()
            .filter(process -> runsATool(process, settings.tools()))
            .toList();
    Stream<ProcessHandle> trees =
        left.stream().flatMap(head -> Stream.concat(Stream.of(head), head.descendants()));
    return Termination.end(Set.copyOf(trees.toList()), Timing.LEFTOVER_STOP);
  }

  // A person's shell may stand in that folder as well: only tools of ours are ended.
  private static boolean runsATool(ProcessHandle process, Tools tools) {
    String line = Processes.commandLine(process);
    return Stream.of(tools.sam(), tools.uv()).anyMatch(tool -> line.contains(tool.toString()));
  }
}
