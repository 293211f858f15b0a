package dev.slipway.workflows.scenarios.model;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the product refuses before its workflows see it. */
final class RunningStarter {
  private RunningStarter() {}

  /**
   * Whether it refuses an operation.
   *
   * @param deployments all that were admitted
   * @param agents those that were ever deployed
   */
  static boolean refuses(
      Operation operation, Map<String, DeploymentModel> deployments, Collection<Integer> agents) {
    return switch (operation) {
      case Operation.Deploy deploy ->
          !deployments.containsKey(deploy.id())
              && deploy.request().recipe().flaw() == Flaw.REJECTED;
      case Operation.Destroy destroy -> !agents.contains(destroy.agent());
      case Operation.Retry retry -> refuses(deployments.get(retry.id()), retry.patch());
      default -> false;
    };
  }

  private static boolean refuses(@Nullable DeploymentModel deployment, Patch patch) {
    return deployment != null && deployment.reuses() && builds(deployment.request.recipe(), patch);
  }

  /** Code and requirements of a revision stay unchanged. */
  static boolean builds(Recipe before, Patch patch) {
    Recipe after = patch.applyTo(before);
    return after.code() != before.code()
        || (after.flaw() != before.flaw() && (isBuilt(after.flaw()) || isBuilt(before.flaw())));
  }

  private static boolean isBuilt(Flaw flaw) {
    return switch (flaw) {
      case REJECTED, UNBUILDABLE, CRASHES -> true;
      case NONE, REFUSED, BREAKS -> false;
    };
  }
}
