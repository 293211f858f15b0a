package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.SmokeCheck;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.turn.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Estimates a revision's size as a payload, in bytes. Counted from the texts that callers write,
 * not from the JSON: adding a field must not change which revisions are kept.
 */
final class RevisionSize {
  /** Names, hashes, addresses and numbers, which are bounded. */
  private static final int REST = 4_000;

  /** Quotes and a comma or colon. */
  private static final int AROUND = 3;

  private RevisionSize() {}

  static int of(Revision revision) {
    return REST + of(revision.spec()) + of(revision.bundle()) + of(revision.reason());
  }

  private static int of(DeploymentSpec spec) {
    SmokeCheck smoke = spec.smokeTest();
    return of(spec.environmentVariables())
        + of(spec.tags())
        + of(spec.requirements())
        + (spec.vpcConfig() == null
            ? 0
            : of(spec.vpcConfig().subnetIds()) + of(spec.vpcConfig().securityGroupIds()))
        + (smoke == null ? 0 : of(smoke.payload()) + of(smoke.expectation()));
  }

  private static int of(Inject.Bundle bundle) {
    return of(bundle.requirements())
        + of(bundle.constraints())
        + of(bundle.models())
        + of(bundle.environmentNames())
        + of(bundle.warnings().stream().map(Finding::toString).toList());
  }

  private static int of(Map<String, String> texts) {
    return of(texts.keySet()) + of(texts.values());
  }

  private static int of(Collection<String> texts) {
    return texts.stream().mapToInt(RevisionSize::of).sum();
  }

  private static int of(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length + AROUND;
  }
}
