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
 * Asks the index which version would have worked: the same requirements with the blamed line
 * unpinned, and, if nothing is found for this target, the runtimes with a newer C library.
 */
final class WorkingVersion {
  /** Each query takes uv some seconds, and the person is waiting for the reason, not for these. */
  private static final int MAX_LINES = 3;

  private static final Pattern LINE =
      Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(\\[[^\\]]*\\])?([^;]*)(;.*)?");

  private final Resolver resolver;
  private final Target target;

  /** Resolves requirements for a target; empty when there is no solution. */
  @FunctionalInterface
  interface Resolver {
    Optional<String> lock(List<String> requirements, Target target)
        throws InterruptedException, IOException;
  }

  /**
   * What would have worked.
   *
   * @param blamed the line or the version it replaces
   * @param pinned such as {@code numpy==2.2.6}
   */
  record Found(String blamed, String pinned, Target target) {
    String sentence(Target wanted) {
      return target.equals(wanted)
          ? "Use %s in place of %s: it works for %s.".formatted(pinned, blamed, wanted.label())
          : "No version of it works for %s; %s does for %s."
              .formatted(wanted.label(), pinned, target.label());
    }
  }

  WorkingVersion(Resolver resolver, Target target) {
    this.resolver = resolver;
    this.target = target;
  }

  /** A version to replace the first blamed line that one can fix. */
  Optional<Found> instead(List<String> requirements, List<String> blamed)
      throws InterruptedException, IOException {
    List<String> suspects =
        Stream.concat(
                blamed.stream().filter(line -> !isOurs(line)),
                blamed.stream().filter(WorkingVersion::isOurs))
            .limit(MAX_LINES)
            .toList();
    for (String line : suspects) {
      Optional<Found> found =
          free(line).equals(line)
              ? Optional.empty()
              : ask(with(requirements, line, free(line)), line, target);
      if (found.isPresent()) {
        return found;
      }
    }
    return suspects.isEmpty() ? Optional.empty() : elsewhere(requirements, suspects.getFirst());
  }

  private Optional<Found> elsewhere(List<String> requirements, String line)
      throws InterruptedException, IOException {
    for (PythonRuntime runtime : runtimesByDistance()) {
      Optional<Found> found = ask(requirements, line, new Target(runtime, target.architecture()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Newer runtimes first, nearest first: more and more wheels load there. */
  private List<PythonRuntime> runtimesByDistance() {
    List<PythonRuntime> all = PythonRuntime.known();
    int own = all.indexOf(target.runtime());
    return Stream.concat(
            all.stream().skip(own + 1L), all.reversed().stream().skip(all.size() - (long) own))
        .toList();
  }

  private Optional<Found> ask(List<String> requirements, String line, Target where)
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
