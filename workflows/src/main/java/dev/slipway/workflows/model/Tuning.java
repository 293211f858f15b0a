package dev.slipway.workflows.model;

import org.jspecify.annotations.Nullable;

/**
 * Settings that most agents never touch.
 *
 * @param reservedConcurrency maximum concurrent executions; unlimited when absent
 * @param provisionedConcurrency environments kept warm; 0 for none
 */
public record Tuning(
    InvokeMode invokeMode,
    boolean tracing,
    @Nullable Integer reservedConcurrency,
    int provisionedConcurrency,
    int logRetentionDays) {
  /** A month of logs covers an incident and its review. */
  public static final Tuning DEFAULT = new Tuning(InvokeMode.AUTO, false, null, 0, 30);
}
