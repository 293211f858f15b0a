package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.Target;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The parameters of generated scenarios.
 *
 * @param fewest the fewest operations of a scenario
 * @param usual the most operations of most scenarios
 * @param most the most operations of a scenario; one in ten has more than the usual
 * @param timePasses whether hours can be skipped
 * @param holds whether a deployment can be paused exactly at a call
 * @param frontDoor whether requests are checked before the workflows see them; a missing permission
 *     then shows before a call has done anything
 * @param obstructed the calls that can have an obstacle
 * @param targets where agents may run
 */
record Terms(
    int fewest,
    int usual,
    int most,
    boolean timePasses,
    boolean holds,
    boolean frontDoor,
    List<Call> obstructed,
    List<Target> targets) {
  /** The workflows alone, with activities that do what they are told. */
  static final Terms IN_MEMORY =
      new Terms(
          2,
          5,
          16,
          true,
          true,
          false,
          List.of(Call.values()),
          List.of(Target.LAMBDA, Target.AGENTCORE));

  /** The whole product. Only these two calls name the deployment to AWS. */
  static final Terms REAL =
      new Terms(
          25,
          30,
          30,
          false,
          false,
          true,
          List.of(Call.PLAN_CHANGE, Call.SAM_DEPLOY),
          List.of(Target.LAMBDA));

  /** The calls of a deployment there in which a scenario can interfere. */
  static List<Call> calls(Target target) {
    return Stream.of(Call.values())
        .filter(call -> call != Call.GO_LIVE || target == Target.AGENTCORE)
        .toList();
  }

  /** Those that can have an obstacle. */
  List<Call> obstructed(Target target) {
    return calls(target).stream().filter(obstructed::contains).toList();
  }

  int length(Random random) {
    int longest = usual < most && random.nextInt(10) == 0 ? most : usual;
    return fewest + random.nextInt(longest - fewest + 1);
  }

  Model model() {
    return new Model(frontDoor);
  }

  Obstacle obstacle(Call call, Moment moment, boolean passes) {
    return new Obstacle(call, frontDoor && !passes ? Moment.BEFORE : moment, passes);
  }
}
