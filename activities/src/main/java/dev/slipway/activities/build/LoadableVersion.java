package dev.slipway.activities.build;

import dev.slipway.activities.process.LineSink;
import dev.slipway.api.PythonRuntime;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds what really loads in place of a package that does not, by installing and inspecting it: the
 * same version on a newer runtime, else the newest older version.
 */
final class LoadableVersion {
  /** An older release rarely lies about its wheels when two newer ones do. */
  private static final int MAX_TRIES = 3;

  private final BuildTarget target;
  private final WorkingVersion.Resolver resolver;
  private final BuildTools tools;
  private final LineSink log;

  LoadableVersion(
      BuildTarget target, WorkingVersion.Resolver resolver, BuildTools tools, LineSink log) {
    this.target = target;
    this.resolver = resolver;
    this.tools = tools;
    this.log = log;
  }

  /**
   * What to name in the refusal; empty when nothing is found quickly.
   *
   * @param label such as {@code pillow 12.3.0}
   */
  Optional<WorkingVersion.Found> instead(String label, Path directory)
      throws InterruptedException, IOException {
    int blank = label.indexOf(' ');
    if (blank < 0) {
      return Optional.empty(); // a file that no package claims
    }
    String name = label.substring(0, blank);
    String version = label.substring(blank + 1);
    Optional<WorkingVersion.Found> newer = onNewerRuntime(name + "==" + version, directory);
    return newer.isPresent() ? newer : olderThan(name, version, directory);
  }

  /** Only a newer C library makes a difference: one runtime of each is asked. */
  private Optional<WorkingVersion.Found> onNewerRuntime(String pinned, Path directory)
      throws InterruptedException, IOException {
    int glibc = target.runtime().glibc().minor();
    Optional<BuildTarget> newer =
        PythonRuntime.known().stream()
            .filter(runtime -> runtime.minor() > target.runtime().minor())
            .filter(runtime -> runtime.glibc().minor() > glibc)
            .findFirst()
            .map(runtime -> new BuildTarget(runtime, target.architecture()));
    if (newer.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> lock = resolver.lock(List.of(pinned), newer.get());
    log.line("slipway", "Trying %s on %s".formatted(pinned, newer.get().label()));
    return lock.isPresent()
            && loads(newer.get(), lock.get(), Files.createTempDirectory(directory, "newer-"))
        ? Optional.of(new WorkingVersion.Found(pinned, pinned, newer.get()))
        : Optional.empty();
  }

  private Optional<WorkingVersion.Found> olderThan(String name, String given, Path directory)
      throws InterruptedException, IOException {
    String version = given;
    String blamed = name + "==" + version;
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<String> lock = resolver.lock(List.of(name + "<" + version), target);
      Optional<String> older = lock.flatMap(text -> WorkingVersion.pinned(text, name));
      if (older.isEmpty()) {
        return Optional.empty();
      }
      version = older.get();
      log.line("slipway", "Trying %s %s".formatted(name, version));
      if (loads(target, lock.orElseThrow(), Files.createTempDirectory(directory, "older-"))) {
        return Optional.of(new WorkingVersion.Found(blamed, name + "==" + version, target));
      }
    }
    return Optional.empty();
  }

  private boolean loads(BuildTarget where, String lock, Path directory)
      throws InterruptedException, IOException {
    Path file = Files.writeString(directory.resolve("requirements.txt"), lock);
    var tree = new LayerTree(directory, tools, LineSink.NONE);
    try {
      tree.install(where, file);
    } catch (ApplicationFailure e) {
      return false; // then it is not a version to recommend
    }
    return new WheelAudit(where, InstalledPackages.in(tree.packages()))
        .misfits(tree.packages())
        .isEmpty();
  }
}
