package dev.slipway.starter.views;

import org.jspecify.annotations.Nullable;

/**
 * Which agent.
 *
 * @param account the 12 digits of its account; absent where they are not known
 * @param accountAlias what the policy file calls its account; absent for the server's own
 */
public record AgentName(
    String name,
    @Nullable String account,
    @Nullable String accountAlias,
    String region,
    String stackName) {}
