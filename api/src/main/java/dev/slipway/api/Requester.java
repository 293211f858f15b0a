package dev.slipway.api;

import org.jspecify.annotations.Nullable;

/**
 * Who asked for something.
 *
 * @param principal who was signed in
 * @param onBehalfOf for whom, as they say themselves; nothing proves it
 */
public record Requester(Principal principal, @Nullable String onBehalfOf) {}
