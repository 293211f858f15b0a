package dev.slipway.activities.live;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Pace;
import dev.slipway.api.FunctionUrlAuth;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes sure that what is live is what was deployed. */
public final class LiveCheck {
  /** CloudFormation has waited for the function; Lambda's other copies follow within seconds. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** An emulator has only one copy. */
  private static final Duration TIMEOUT_WITH_AN_EMULATOR = Duration.ofSeconds(5);

  /**
   * What must be live.
   *
   * @param urlSignIn the sign-in of its function URL; empty if it has none
   * @param role the role it runs with; empty if that is its stack's, whose name no one chooses
   * @param promise a description of it, such as {@code what was to be deployed}
   */
  public record Expected(
      FunctionFacts function,
      Optional<FunctionUrlAuth> urlSignIn,
      Optional<String> role,
      String promise) {}

  private static final String WHERE = "the live version";

  private final LiveFunction functions;
  private final boolean emulated;

  public LiveCheck(CloudClients clients) {
    this.functions = new LiveFunction(clients);
    this.emulated = clients.emulated();
  }

  /** Waits until the alias and its URL are what they must be; fails with LiveMismatch. */
  public void require(String region, String function, Expected expected) {
    var pace = new Pace(emulated);
    var timeout = emulated ? TIMEOUT_WITH_AN_EMULATOR : TIMEOUT;
    var deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      var differences = pace.look(() -> differences(region, function, expected));
      if (differences.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw mismatch(function, expected.promise(), differences).toException();
      }
      pace.pause();
    }
  }

  private List<DriftFinding> differences(String region, String function, Expected expected) {
    var findings = new Findings();
    functions.compareTraffic(region, function, findings);
    functions
        .find(region, function, LiveFunction.ALIAS)
        .ifPresent(
            live -> {
              expected.function().compare(live.facts(), WHERE, findings);
              expected
                  .role()
                  .ifPresent(role -> findings.compare("role of " + WHERE, role, live.role()));
              if (!live.settled()) {
                findings.add("update of " + WHERE, "finished", "in progress");
              }
            });
    functions.compareUrl(region, function, expected.urlSignIn(), findings);
    return findings.all();
  }

  private static Failure mismatch(String function, String promise, List<DriftFinding> differences) {
    var lines = differences.stream().map(LiveCheck::line).toList();
    return Failure.of(
        FailureType.LIVE_MISMATCH,
        "What is live for %s is not %s: %s".formatted(function, promise, lines.getFirst()),
        lines);
  }

  private static String line(DriftFinding difference) {
    return "%s: %s (expected: %s)"
        .formatted(difference.what(), difference.actual(), difference.expected());
  }
}
