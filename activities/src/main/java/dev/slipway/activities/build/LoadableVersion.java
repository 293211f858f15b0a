package dev.slipway.activities.build;

import dev.slipway.activities.process.LineSink;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the newest older version of a package whose wheels really load, by installing and
 * inspecting it.
 */
final class LoadableVersion {
  /** An older release rarely lies about its wheels when two newer ones do. */
  private static final int MAX_TRIES = 3;

  private final Target target;
  private final WorkingVersion.Resolver resolver;
  private final BuildTools tools;
  private final LineSink log;

  LoadableVersion(Target target, WorkingVersion.Resolver resolver, BuildTools tools, LineSink log) {
    this.target = target;
    this.resolver = resolver;
    this.tools = tools;
    this.log = log;
  }

  /**
   * A version to name in the refusal; empty when none is found quickly.
   *
   * @param label such as {@code pillow 12.3.0}
   */
  Optional<WorkingVersion.Found> olderThan(String label, Path directory)
      throws InterruptedException, IOException {
    int blank = label.indexOf(' ');
    if (blank < 0) {
      return Optional.empty(); // a file that no package claims
    }
    String name = label.substring(0, blank);
    String version = label.substring(blank + 1);
    String blamed = name + "==" + version;
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Optional<String> lock = resolver.lock(List.of(name + "<" + version), target);
      Optional<String> older = lock.flatMap(text -> WorkingVersion.pinned(text, name));
      if (older.isEmpty()) {
        return Optional.empty();
      }
      version = older.get();
      log.line("slipway", "Trying %s %s".formatted(name, version));
      if (loads(lock.orElseThrow(), Files.createTempDirectory(directory, "older-"))) {
        return Optional.of(new WorkingVersion.Found(blamed, name + "==" + version, target));
      }
    }
    return Optional.empty();
  }

  private boolean loads(String lock, Path directory) throws InterruptedException, IOException {
    Path file = Files.writeString(directory.resolve("requirements.txt"), lock);
    var tree = new LayerTree(directory, tools, LineSink.NONE);
    try {
      tree.install(target, file);
    } catch (ApplicationFailure e) {
      return false; // then it is not a version to recommend
    }
    return new WheelAudit(target, InstalledPackages.in(tree.packages()))
        .misfits(tree.packages())
        .isEmpty();
  }
}
