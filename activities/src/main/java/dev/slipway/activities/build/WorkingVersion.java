package dev.slipway.activities.build;

import dev.slipway.api.PythonRuntime;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the index what would have worked: the same requirements on a newer runtime, whose C library
 * and wheels are newer too; else with the blamed line unpinned; else on an older runtime.
 */
final class WorkingVersion {
  /** Each query takes uv some seconds, and the person is waiting for the reason, not for these. */
  private static final int MAX_LINES = 3;

  private static final Pattern LINE =
      Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(\\[[^\\]]*\\])?([^;]*)(;.*)?");

  private final Resolver resolver;
  private final BuildTarget target;

  /** Resolves requirements for a target; empty when there is no solution. */
  @FunctionalInterface
  interface Resolver {
    Optional<String> lock(List<String> requirements, BuildTarget target)
        throws InterruptedException, IOException;
  }

  /**
   * What would have worked.
   *
   * @param blamed the line or the version it replaces
   * @param pinned such as {@code numpy==2.2.6}
   */
  record Found(String blamed, String pinned, BuildTarget target) {
    String sentence(BuildTarget wanted) {
      if (target.equals(wanted)) {
        return "Use %s in place of %s: it works for %s.".formatted(pinned, blamed, wanted.label());
      }
      String runtime = target.runtime().wireName();
      return "%s takes %s: choose --runtime %s (runtime over HTTP)."
          .formatted(runtime, pinned, runtime);
    }
  }

  WorkingVersion(Resolver resolver, BuildTarget target) {
    this.resolver = resolver;
    this.target = target;
  }

  /**
   * A newer runtime that takes what was asked for, else a version to replace the first blamed line
   * that one can fix: an older version is rarely what the code was written for.
   */
  Optional<Found> instead(List<String> requirements, List<String> blamed)
      throws InterruptedException, IOException {
    List<String> suspects =
        Stream.concat(
                blamed.stream().filter(line -> !isOurs(line)),
                blamed.stream().filter(WorkingVersion::isOurs))
            .limit(MAX_LINES)
            .toList();
    if (suspects.isEmpty()) {
      return Optional.empty();
    }
    Optional<Found> newer = on(newerRuntimes(), requirements, suspects.getFirst());
    if (newer.isPresent()) {
      return newer;
    }
    for (String line : suspects) {
      Optional<Found> found =
          free(line).equals(line)
              ? Optional.empty()
              : ask(with(requirements, line, free(line)), line, target);
      if (found.isPresent()) {
        return found;
      }
    }
    return on(olderRuntimes(), requirements, suspects.getFirst());
  }

  private Optional<Found> on(List<PythonRuntime> runtimes, List<String> requirements, String line)
      throws InterruptedException, IOException {
    for (PythonRuntime runtime : runtimes) {
      Optional<Found> found =
          ask(requirements, line, new BuildTarget(runtime, target.architecture()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Nearest first. */
  private List<PythonRuntime> newerRuntimes() {
    List<PythonRuntime> all = PythonRuntime.known();
    return all.subList(all.indexOf(target.runtime()) + 1, all.size());
  }

  private List<PythonRuntime> olderRuntimes() {
    List<PythonRuntime> all = PythonRuntime.known();
    return all.subList(0, all.indexOf(target.runtime())).reversed();
  }

  private Optional<Found> ask(List<String> requirements, String line, BuildTarget where)
      throws InterruptedException, IOException {
    return resolver
        .lock(requirements, where)
        .flatMap(lock -> pinned(lock, nameIn(line)))
        .filter(version -> !line.equals(nameIn(line) + "==" + version) || !where.equals(target))
        .map(version -> new Found(line, nameIn(line) + "==" + version, where));
  }

  private static List<String> with(List<String> requirements, String line, String other) {
    return requirements.stream().map(each -> each.equals(line) ? other : each).toList();
  }

  private static boolean isOurs(String line) {
    return line.startsWith("strands-agents");
  }

  private static String free(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? parts.group(1) + or(parts.group(2)) + (parts.group(4) == null ? "" : " " + parts.group(4))
        : line;
  }

  private static String or(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String nameIn(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches() ? parts.group(1) : line;
  }

  static Optional<String> pinned(String lock, String name) {
    String normal = name.toLowerCase(Locale.ROOT).replaceAll("[._-]+", "-");
    return Pattern.compile("(?m)^([a-z0-9-]+)(?:\\[[^\\]]*\\])?==([^\\s;\\\\]+)")
        .matcher(lock)
        .results()
        .filter(pin -> pin.group(1).equals(normal))
        .map(pin -> pin.group(2))
        .findFirst();
  }
}
