package dev.slipway.workflows.scenarios.model;

import java.util.List;
import java.util.Random;

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
 */
record Terms(
    int fewest,
    int usual,
    int most,
    boolean timePasses,
    boolean holds,
    boolean frontDoor,
    List<Call> obstructed) {
  /** The workflows alone, with activities that do what they are told. */
  static final Terms IN_MEMORY = new Terms(2, 5, 16, true, true, false, List.of(Call.values()));

  /** The whole product. Only these two calls name the deployment to AWS. */
  static final Terms REAL =
      new Terms(25, 30, 30, false, false, true, List.of(Call.PLAN_CHANGE, Call.SAM_DEPLOY));

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
