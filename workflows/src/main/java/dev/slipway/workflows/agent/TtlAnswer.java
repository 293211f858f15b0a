package dev.slipway.workflows.agent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the agent will be taken down; absent for never. */
public record TtlAnswer(@Nullable Instant expiresAt) {}
