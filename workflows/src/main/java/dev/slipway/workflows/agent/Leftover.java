package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.SecretRef;
import org.jspecify.annotations.Nullable;

/**
 * What a revision that is no longer kept left behind.
 *
 * @param secret its keys; absent if there are none or a kept revision reads them too
 */
public record Leftover(DeploymentId deploymentId, @Nullable SecretRef secret) {}
