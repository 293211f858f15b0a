package dev.slipway.workflows.deploy;

import org.jspecify.annotations.Nullable;

/**
 * Who decided something, and why.
 *
 * @param changeSetId the plan that was reviewed; absent if none was named
 */
public record Decision(String by, @Nullable String reason, @Nullable String changeSetId) {
  public Decision(String by, @Nullable String reason) {
    this(by, reason, null);
  }
}
