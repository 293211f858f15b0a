package dev.slipway.activities.live;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.Pace;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.time.Duration;
import java.util.List;

/** Makes sure that what answers is what was deployed. */
public final class LiveCheck {
  /** CloudFormation has waited for the function; Lambda's other copies follow within seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** An emulator has only one copy. */
  private static final Duration PATIENCE_WITH_AN_EMULATOR = Duration.ofSeconds(5);

  private static final String WHERE = "the live version";

  private final LiveFunction functions;
  private final boolean emulated;

  public LiveCheck(CloudClients clients) {
    this.functions = new LiveFunction(clients);
    this.emulated = clients.emulated();
  }

  /**
   * Waits until the facts behind the alias are the expected ones; fails with LiveMismatch.
   *
   * @param promise what it should be, such as {@code what was to be deployed}
   */
  public void require(String region, String function, FunctionFacts expected, String promise) {
    var pace = new Pace(emulated);
    var patience = emulated ? PATIENCE_WITH_AN_EMULATOR : PATIENCE;
    var deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var differences = pace.look(() -> differences(region, function, expected));
      if (differences.isEmpty()) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw mismatch(function, promise, differences).toException();
      }
      pace.pause();
    }
  }

  private List<DriftFinding> differences(String region, String function, FunctionFacts expected) {
    var findings = new Findings();
    functions.compareTraffic(region, function, findings);
    functions
        .find(region, function, LiveFunction.ALIAS)
        .ifPresent(
            live -> {
              expected.compare(live.facts(), WHERE, findings);
              if (!live.settled()) {
                findings.add("update of " + WHERE, "finished", "in progress");
              }
            });
    return findings.all();
  }

  private static Failure mismatch(String function, String promise, List<DriftFinding> differences) {
    var lines = differences.stream().map(LiveCheck::line).toList();
    return Failure.of(
        FailureType.LIVE_MISMATCH,
        "What answers for %s is not %s: %s".formatted(function, promise, lines.getFirst()),
        lines);
  }

  private static String line(DriftFinding difference) {
    return "%s: %s (expected: %s)"
        .formatted(difference.what(), difference.actual(), difference.expected());
  }
}
