package dev.slipway.workflows.agent;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.model.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * What a revision that is no longer kept has left behind.
 *
 * @param secret its keys; absent when there are none, or when a kept revision reads them too
 */
public record Leftover(DeploymentId deploymentId, @Nullable SecretRef secret) {}
