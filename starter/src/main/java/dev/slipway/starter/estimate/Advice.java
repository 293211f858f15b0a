package dev.slipway.starter.estimate;

import org.jspecify.annotations.Nullable;

/** One thing that would suit the agent better, and why. */
public record Advice(String code, @Nullable String field, String message) {}
