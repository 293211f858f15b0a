package dev.slipway.workflows.deploy;

import org.jspecify.annotations.Nullable;

/** Who decided something, and why. */
public record Decision(String by, @Nullable String reason) {}
