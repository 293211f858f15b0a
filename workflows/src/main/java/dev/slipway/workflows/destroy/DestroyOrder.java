package dev.slipway.workflows.destroy;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentId;
import org.jspecify.annotations.Nullable;

/** One request to take an agent down. */
public record DestroyOrder(
    DeploymentId id, AgentKey agent, String requestedBy, @Nullable String reason) {}
