package dev.slipway.workflows.scenarios.model;

/**
 * Something outside that goes wrong once, at the first attempt of a call.
 *
 * @param passes whether it passes by itself, so that the next attempt succeeds; else a permission
 *     is missing until somebody retries
 */
public record Obstacle(Call call, Moment moment, boolean passes) {}
