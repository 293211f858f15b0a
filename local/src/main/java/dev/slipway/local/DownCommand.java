package dev.slipway.local;

import dev.slipway.local.component.Place;
import dev.slipway.local.component.Progress;
import dev.slipway.local.component.Supervisor;
import dev.slipway.local.process.Termination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops everything that belongs to this home, however it was left, and returns once nothing is
 * running.
 */
final class DownCommand {
  private final Progress progress;

  DownCommand(Progress progress) {
    this.progress = progress;
  }

  /** Returns the exit code. */
  int run(Map<String, String> environment) throws Exception {
    LocalSettings settings;
    try {
      settings = LocalSettings.read(environment);
    } catch (InvalidSettings e) {
      progress.say(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
    settings.home().create();
    List<ProcessHandle> left = new ArrayList<>();
    Optional<ProcessHandle> jvm = JvmRecord.find(settings.home());
    if (jvm.isPresent()) {
      left.addAll(end(jvm.get()));
    }
    Optional<HomeLock> lock = HomeLock.take(settings.home(), Timing.LOCK_TIMEOUT);
    if (lock.isEmpty()) {
      progress.say(
          "Another command is using %s. Try again when it has finished."
              .formatted(settings.home().path()));
      return ExitCode.FAILED;
    }
    try (HomeLock held = lock.get()) {
      left.addAll(clear(settings, AwsEmulator.NAME, AwsEmulator.TITLE, Timing.EMULATOR_STOP));
      left.addAll(clear(settings, TemporalServer.NAME, TemporalServer.TITLE, Timing.TEMPORAL_STOP));
      left.addAll(Leftovers.endTools(settings));
      left.addAll(Leftovers.endFunctions(settings));
      if (left.isEmpty()) {
        AwsEmulator.clear(settings);
      }
      JvmRecord.file(settings.home()).delete();
      return held.channel().isOpen() ? report(left) : ExitCode.FAILED;
    }
  }

  private List<ProcessHandle> end(ProcessHandle jvm) throws Exception {
    String what = "Slipway (pid %d) … stopping".formatted(jvm.pid());
    progress.say(what);
    return progress.during(what, () -> Termination.end(List.of(jvm), Timing.WHOLE_STOP));
  }

  private List<ProcessHandle> clear(
      LocalSettings settings, String name, String title, Duration timeout) throws Exception {
    Place place = new Place(settings.home().path(), settings.tools().python());
    List<ProcessHandle> left =
        progress.during(title + " … stopping", () -> Supervisor.clear(place, name, timeout));
    if (left.isEmpty()) {
      place.recordOf(name).delete();
    }
    return left;
  }

  private int report(List<ProcessHandle> left) {
    if (left.isEmpty()) {
      progress.say("Nothing is running.");
      return ExitCode.DONE;
    }
    left.forEach(
        process ->
            progress.say("Could not stop pid %d. Stop it manually.".formatted(process.pid())));
    return ExitCode.FAILED;
  }
}
