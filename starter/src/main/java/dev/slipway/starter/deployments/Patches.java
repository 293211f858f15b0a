package dev.slipway.starter.deployments;

import dev.slipway.starter.problems.Complaint;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.List;

/** What a patch can change, and what not. */
final class Patches {
  private Patches() {}

  /** A deployment that builds nothing can't be given something to build. */
  static void requireFitting(DeploymentView view, PatchReader.Retry retry) {
    if (view.reuse() == null) {
      return;
    }
    if (retry.code() != null || (retry.spec() != null && builds(view.spec(), retry.spec()))) {
      throw ProblemException.invalid(
          List.of(
              Complaint.about(
                  "patch",
                  "builds_nothing",
                  "patch: code, runtime, architecture or requirements (expected: none of them, for"
                      + " this deployment takes the package of an earlier revision)",
                  "deploy the changed code instead")));
    }
  }

  private static boolean builds(
      @org.jspecify.annotations.Nullable DeploymentSpec before, DeploymentSpec after) {
    return before != null
        && (before.runtime() != after.runtime()
            || before.architecture() != after.architecture()
            || !before.requirements().equals(after.requirements()));
  }
}
