package dev.slipway.starter.source;

import dev.slipway.starter.deployments.Decisions;
import dev.slipway.starter.deployments.Retries;
import dev.slipway.starter.requests.Upload;
import dev.slipway.workflows.deploy.DeployAgentWorkflow;
import org.springframework.stereotype.Component;

/** What a retry would change, for whoever decides about it. */
@Component
public final class RetryDiffs {
  private final Decisions decisions;
  private final Retries retries;
  private final Comparisons comparisons;

  RetryDiffs(Decisions decisions, Retries retries, Comparisons comparisons) {
    this.decisions = decisions;
    this.retries = retries;
    this.comparisons = comparisons;
  }

  /** Compares the parked deployment with what the same request would retry; nothing is stored. */
  public Comparison of(String id, Upload upload) {
    var view = decisions.requireOpen(id, DeployAgentWorkflow.RETRY);
    var retry = retries.read(view, upload);
    return comparisons.retried(view, retry.spec(), retry.source());
  }
}
