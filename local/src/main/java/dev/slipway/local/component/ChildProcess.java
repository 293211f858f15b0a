package dev.slipway.local.component;

import dev.slipway.local.process.LogFile;
import dev.slipway.local.process.ProcessIdentity;
import dev.slipway.local.process.Processes;
import dev.slipway.local.process.Termination;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One child in its own session, so that it outlives Ctrl-C and a kill of this JVM. */
final class ChildProcess {
  /** Given to every child and inherited by its children: every process that has it is ours. */
  static final String MARK = "SLIPWAY_CHILD";

  // The JDK cannot start a session; Python, which SAM needs anyway, can, on every system.
  private static final String NEW_SESSION =
      "import os, sys; os.setsid(); os.execv(sys.argv[1], sys.argv[1:])";
  // A call that is nearly done gets its answer; one to a model may take minutes.
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
  // Whatever a child left behind (Lambda workers of the emulator) holds no state.
  private static final Duration LEFTOVER_TIMEOUT = Duration.ofSeconds(1);

  private final ChildSpec spec;
  private final ProcessHandle process;

  private ChildProcess(ChildSpec spec, ProcessHandle process) {
    this.spec = spec;
    this.process = process;
  }

  static ChildProcess start(ChildSpec spec, Place place) throws StartFailed {
    spec.beforeStart().run();
    LogFile log = place.log(spec.name());
    log.rotate();
    List<String> command =
        new ArrayList<>(List.of(place.python().toString(), "-I", "-S", "-c", NEW_SESSION));
    command.addAll(spec.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    builder.environment().put(MARK, place.mark(spec.name()));
    builder.directory(place.home().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
    try {
      return new ChildProcess(spec, builder.start().toHandle());
    } catch (IOException e) {
      throw new StartFailed("%s could not be started: %s".formatted(spec.title(), e.getMessage()));
    }
  }

  /** The child an earlier JVM started, if it runs and would be started the same way today. */
  static Optional<ChildProcess> running(ChildSpec spec, ComponentRecord recorded) {
    return Optional.of(recorded)
        .filter(r -> r.fingerprint().equals(spec.fingerprint()))
        .flatMap(r -> r.process().find())
        .map(process -> new ChildProcess(spec, process));
  }

  /** Stops all that belongs to a child: what its record names and whatever carries its mark. */
  static List<ProcessHandle> clear(
      Optional<ProcessIdentity> recorded, String mark, Duration timeout) {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    Stream.concat(recorded.flatMap(ProcessIdentity::find).stream(), marked(mark).stream())
        .forEach(
            process -> {
              process.descendants().forEach(all::add);
              all.add(process);
            });
    // First the main processes alone: they save something, and stop the rest themselves.
    List<ProcessHandle> heads = all.stream().filter(p -> isHead(p, all)).toList();
    heads.forEach(ProcessHandle::destroy);
    if (!Termination.awaitEnd(heads, CALL_TIMEOUT).isEmpty()) {
      // The emulator waits for calls to end before it saves: stop those, or it never would.
      all.stream().filter(p -> !heads.contains(p)).forEach(ProcessHandle::destroyForcibly);
      Termination.awaitEnd(heads, timeout);
    }
    all.addAll(marked(mark));
    return Termination.end(all.stream().filter(Processes::runs).toList(), LEFTOVER_TIMEOUT);
  }

  ProcessIdentity identity() {
    return ProcessIdentity.of(process, spec.program());
  }

  boolean runs() {
    return Processes.runs(process);
  }

  private static List<ProcessHandle> marked(String mark) {
    return Processes.withEnvironment(MARK + "=" + mark);
  }

  private static boolean isHead(ProcessHandle process, Set<ProcessHandle> all) {
    return process.parent().filter(all::contains).isEmpty();
  }
}
