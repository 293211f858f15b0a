package dev.slipway.workflows.turn;

import dev.slipway.workflows.model.AgentKey;

/**
 * Everything needed to start an agent's workflow.
 *
 * @param name the function name people know the agent by
 * @param requestedBy who requests something of it
 */
public record Introduction(AgentKey agent, String name, String requestedBy) {}
