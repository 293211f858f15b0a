package dev.slipway.workflows.scenarios.model;

/**
 * Something outside that goes wrong once, at the first attempt of a call.
 *
 * @param passes whether it is transient, so that the next attempt succeeds; otherwise a permission
 *     is missing until someone retries
 */
public record Obstacle(Call call, Moment moment, boolean passes) {}
