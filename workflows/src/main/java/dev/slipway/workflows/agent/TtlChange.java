package dev.slipway.workflows.agent;

import dev.slipway.api.Requester;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sets how long the agent lives, counted from now.
 *
 * @param ttl counted from this request; never expires when absent
 * @param requester who asked for it, as proven
 */
public record TtlChange(
    @Nullable Duration ttl, String by, @Nullable String reason, @Nullable Requester requester) {}
