package dev.slipway.workflows.turn;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import org.jspecify.annotations.Nullable;

/**
 * Tells an agent that a deployment is waiting for its turn.
 *
 * @param destroys whether it takes the agent down
 * @param reuse the revision it will deploy again; absent when it builds
 */
public record Waiting(
    DeploymentId deploymentId, boolean destroys, @Nullable Reuse reuse, QueueTerms terms) {}
