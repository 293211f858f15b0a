package dev.slipway.starter.deployments;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Status;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.PatchReader;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a patch can and can't change. */
final class Patches {
  private Patches() {}

  /** Refuses what the deployment could not use. */
  static void requireFitting(DeploymentView view, PatchReader.Retry retry) {
    requireNothingToBuild(view, retry);
    if (view.status() == Status.PARKED && retry.skipResources() != null) {
      requireBlocked(view.failure(), retry.skipResources());
    }
  }

  /** Consent covers what is known to block the rollback, and nothing else. */
  private static void requireBlocked(@Nullable FailureView failure, List<String> skipped) {
    List<String> blocked = failure == null ? List.of() : failure.blockedResources();
    if (failure == null || failure.type() != FailureType.ROLLBACK_STUCK) {
      throw refused(
          "not_blocked",
          "patch.skip_resources: %s (expected: none, because no rollback has stopped)"
              .formatted(String.join(", ", skipped)),
          "retry without it: a rollback that stopped is continued first");
    }
    List<String> others = skipped.stream().filter(id -> !blocked.contains(id)).toList();
    if (!others.isEmpty()) {
      throw refused(
          "not_blocked",
          "patch.skip_resources: %s (expected: any of %s)"
              .formatted(String.join(", ", others), String.join(", ", blocked)),
          "only what the failure names as blocked can be skipped");
    }
  }

  /** A deployment that builds nothing can't be given something to build. */
  private static void requireNothingToBuild(DeploymentView view, PatchReader.Retry retry) {
    if (view.reuse() == null) {
      return;
    }
    if (retry.source() != null || (retry.spec() != null && builds(view.spec(), retry.spec()))) {
      throw refused(
          "builds_nothing",
          "patch: code, entry, runtime, architecture or requirements (expected: none of them,"
              + " because this deployment takes the package of an earlier revision)",
          "deploy the changed code instead");
    }
  }

  private static ProblemException refused(String code, String message, String hint) {
    return ProblemException.invalid(List.of(FieldError.about("patch", code, message, hint)));
  }

  private static boolean builds(@Nullable DeploymentSpec before, DeploymentSpec after) {
    return before != null
        && (before.runtime() != after.runtime()
            || before.architecture() != after.architecture()
            || !before.requirements().equals(after.requirements())
            || !Objects.equals(before.entry(), after.entry()));
  }
}
