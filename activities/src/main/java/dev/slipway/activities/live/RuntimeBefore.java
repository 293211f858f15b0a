package dev.slipway.activities.live;

import org.jspecify.annotations.Nullable;

/**
 * What an agent on AgentCore was before a deployment. Version numbers begin anew with each runtime,
 * so a version alone does not say which one served callers.
 *
 * @param runtimeId absent if there was no runtime
 * @param liveVersion what the endpoint {@code live} served; absent if it served nothing
 */
public record RuntimeBefore(@Nullable String runtimeId, @Nullable String liveVersion) {}
