package dev.slipway.activities.build;

import dev.slipway.activities.process.LineSink;
import dev.slipway.api.Durations;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.PackageTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Releases that are too new for a server's rule, in uv's words and in ours. */
final class CoolDown {
  /** The first ones say enough. */
  private static final int MAX_NAMED = 10;

  private static final Pattern PIN =
      Pattern.compile("(?m)^([a-z0-9-]+)(?:\\[[^\\]]*\\])?==([^\\s;\\\\]+)");

  private CoolDown() {}

  /** The option that has uv leave them out; none without a rule. */
  static List<String> options(PackageTerms terms, Instant now) {
    PackageTerms.CoolDown rule = terms.coolDown();
    return rule == null ? List.of() : List.of("--exclude-newer", now.minus(rule.age()).toString());
  }

  /** Says which newer releases were left out of a lock. */
  static void log(PackageTerms.CoolDown rule, String lock, String withNewer, LineSink log) {
    List<String> heldBack =
        PIN.matcher(withNewer)
            .results()
            .map(pin -> heldBack(lock, pin.group(1), pin.group(2)))
            .flatMap(Optional::stream)
            .toList();
    if (!heldBack.isEmpty()) {
      log.line(
          "slipway",
          "Left out, since it %s (%s): %s".formatted(tooNew(rule), rule.rule(), named(heldBack)));
    }
  }

  private static Optional<String> heldBack(String lock, String name, String newer) {
    return WorkingVersion.pinned(lock, name)
        .filter(version -> !version.equals(newer))
        .map(version -> "%s %s (%s is used)".formatted(name, newer, version));
  }

  /** The failure of what can only be locked with releases that are too new. */
  static Failure failure(
      PackageTerms.CoolDown rule, BuildTarget target, List<String> blamed, String withNewer) {
    List<String> pins =
        PIN.matcher(withNewer).results().map(pin -> pin.group(1) + "==" + pin.group(2)).toList();
    var evidence = new ArrayList<String>();
    blamed.forEach(line -> evidence.add("requirement: " + line));
    evidence.add("rule: " + rule.rule());
    evidence.add("without it: " + named(pins));
    return Failure.of(
            FailureType.DEPENDENCY_UNRESOLVABLE,
            "No dependencies for %s: what fits %s (%s)"
                .formatted(target.label(), tooNew(rule), rule.rule()),
            evidence)
        .withNextAction(
            "Require an older version, wait until the release is old enough, or ask the rule's owner.");
  }

  private static String tooNew(PackageTerms.CoolDown rule) {
    return "was released less than %s ago".formatted(Durations.write(rule.age()));
  }

  private static String named(List<String> all) {
    String first = all.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
    return all.size() <= MAX_NAMED ? first : first + ", …";
  }
}
