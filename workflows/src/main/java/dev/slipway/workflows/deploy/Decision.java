package dev.slipway.workflows.deploy;

import dev.slipway.api.Requester;
import org.jspecify.annotations.Nullable;

/**
 * Who decided something, and why.
 *
 * @param changeSetId the plan that was reviewed; absent if none was named
 * @param requester who decided it, as proven; absent in a decision of an older version
 */
public record Decision(
    String by,
    @Nullable String reason,
    @Nullable String changeSetId,
    @Nullable Requester requester) {
  public Decision(String by, @Nullable String reason) {
    this(by, reason, null, null);
  }

  /** What somebody has decided. */
  public static Decision of(
      Requester requester, @Nullable String reason, @Nullable String changeSetId) {
    return new Decision(requester.principal().name(), reason, changeSetId, requester);
  }
}
