package dev.slipway.activities.build;

import dev.slipway.activities.process.ProcessResult;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns uv's reasons for not finding a solution into one sentence, with the line to blame. */
final class UvRefusal {
  private static final Pattern CAUSE =
      Pattern.compile("(?s)(?:cause:|╰─▶)\\s*(.*?)(?:\\n\\s*\\n|$)");
  private static final Pattern CONCLUSION =
      Pattern.compile(",? (?:we can conclude that|which implies that) .*?(?=\\.(?:\\s|$))");
  private static final Pattern HINT = Pattern.compile("(?m)^\\s*hint: (.+)$");
  private static final Pattern UNREACHABLE =
      Pattern.compile("(?i)failed to fetch|error sending request|dns error|connection refused");
  private static final Pattern UNKNOWN = Pattern.compile("was not found in the package registry");
  private static final Pattern NAME = Pattern.compile("^[A-Za-z0-9][A-Za-z0-9._-]*");

  private UvRefusal() {}

  /** Explains; where the requirements are to blame, also finds out what would have worked. */
  static RuntimeException explain(
      ProcessResult result, List<String> requirements, BuildTarget target, WorkingVersion working)
      throws InterruptedException, IOException {
    String text = result.errors();
    if (UNREACHABLE.matcher(text).find()) {
      return unreachable(result);
    }
    if (!text.contains("No solution found") && !text.contains("not found in the")) {
      return BuildTools.failed("uv pip compile", result);
    }
    var evidence = new ArrayList<String>();
    List<String> blamed = blamed(text, requirements);
    blamed.forEach(line -> evidence.add("requirement: " + line));
    Optional<WorkingVersion.Found> found =
        UNKNOWN.matcher(text).find() ? Optional.empty() : working.instead(requirements, blamed);
    found.ifPresent(version -> evidence.add("works: " + version.pinned()));
    Matcher hint = HINT.matcher(text);
    while (hint.find()) {
      evidence.add("uv's hint: " + hint.group(1));
    }
    evidence.addAll(result.lastLines(6));
    Failure failure =
        Failure.of(
            FailureType.DEPENDENCY_UNRESOLVABLE,
            "No dependencies for %s: %s".formatted(target.label(), sentence(text)),
            evidence);
    return found
        .map(version -> failure.withNextAction(version.sentence(target)))
        .orElse(failure)
        .toException();
  }

  /**
   * The locked packages could not be installed: the index is unavailable, not all of its mirrors
   * have what one of them offered for the lock yet, or a file has changed.
   */
  static RuntimeException ofInstall(ProcessResult result) {
    if (UNREACHABLE.matcher(result.errors()).find()) {
      return unreachable(result);
    }
    if (result.errors().contains("No solution found")) {
      return indexUnavailable(
          "The package index offered a version for the lock but did not have it at install time.",
          result);
    }
    return BuildTools.failed("uv pip install", result);
  }

  private static RuntimeException unreachable(ProcessResult result) {
    return indexUnavailable("The package index could not be reached from the worker.", result);
  }

  private static RuntimeException indexUnavailable(String message, ProcessResult result) {
    return Failure.of(FailureType.INDEX_UNAVAILABLE, message, result.lastLines(6)).toException();
  }

  /** uv's own reason, without the conclusions it draws. */
  static String sentence(String errors) {
    Matcher cause = CAUSE.matcher(errors);
    String reason = cause.find() ? cause.group(1) : errors;
    String oneLine = reason.replaceAll("\\s+", " ").strip();
    String plain = CONCLUSION.matcher(oneLine).replaceAll("");
    return plain.replaceFirst("^Because ", "").replaceAll("\\. And because ", ", and ");
  }

  /** The requirement lines whose package uv names as required. */
  static List<String> blamed(String errors, List<String> requirements) {
    String text = errors.toLowerCase(Locale.ROOT);
    return requirements.stream().filter(line -> names(text, line)).toList();
  }

  private static boolean names(String text, String line) {
    Matcher name = NAME.matcher(line.toLowerCase(Locale.ROOT));
    return name.find()
        && Pattern.compile("(?<![\\w-])" + Pattern.quote(name.group()) + "(?![\\w-])")
            .matcher(text)
            .find();
  }
}
