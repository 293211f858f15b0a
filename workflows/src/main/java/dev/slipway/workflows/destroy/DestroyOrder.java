package dev.slipway.workflows.destroy;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Requester;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.TimeLimits;
import org.jspecify.annotations.Nullable;

/**
 * One request to take an agent down.
 *
 * @param limits how long it may wait for its turn
 * @param requester who asked for it, as proven; absent when nobody did
 * @param announced whether there may be receivers of notices
 */
public record DestroyOrder(
    DeploymentId id,
    AgentKey agent,
    String requestedBy,
    @Nullable String reason,
    TimeLimits limits,
    @Nullable Requester requester,
    boolean announced) {}
