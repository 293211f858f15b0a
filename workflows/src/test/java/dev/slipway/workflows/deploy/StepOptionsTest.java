package dev.slipway.workflows.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One attempt of a step may last as long as everything it may have to wait for. */
class StepOptionsTest {
  /** How long a step waits for another operation before it is retried. */
  private static final Duration FOREIGN = Duration.ofMinutes(10);

  /** The longest AWS has been seen to take for the network interfaces of a function in a VPC. */
  private static final Duration VPC = Duration.ofMinutes(40);

  private static final Duration CHANGE_SET = Duration.ofMinutes(5);

  static Stream<Arguments> steps() {
    return Stream.of(
        step("waits, then deletes", StepOptions.preflight(), FOREIGN, VPC),
        step("waits, heals, plans", StepOptions.planChange(), FOREIGN, VPC, CHANGE_SET),
        step("waits, creates, rolls back", StepOptions.samDeploy(), FOREIGN, VPC, VPC),
        step("awaits its own, plans, restores", StepOptions.undo(""), VPC, CHANGE_SET, VPC),
        step("removes", StepOptions.undo(""), FOREIGN, VPC));
  }

  private static Arguments step(String name, ActivityOptions options, Duration... waits) {
    return Arguments.of(name, options, Stream.of(waits).reduce(Duration.ZERO, Duration::plus));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("steps")
  void oneAttempt_lastsLongerThanAllItsWaits(String name, ActivityOptions options, Duration waits) {
    assertThat(options.getStartToCloseTimeout()).isGreaterThan(waits);
    assertThat(options.getHeartbeatTimeout()).isLessThan(Duration.ofMinutes(1));
  }
}
