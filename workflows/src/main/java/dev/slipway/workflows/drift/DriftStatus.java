package dev.slipway.workflows.drift;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.workflows.model.Fallback;
import dev.slipway.workflows.model.WireNames;

/** Whether an agent is still as deployed. */
public enum DriftStatus {
  /** Everything that was checked is as deployed. */
  IN_SYNC("in_sync"),
  /** Something was changed outside Slipway. */
  DRIFTED("drifted"),
  /** It could not be determined, or only in part. */
  @Fallback
  UNKNOWN("unknown");

  private final String wireName;

  DriftStatus(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static DriftStatus of(String name) {
    return WireNames.find("drift status", values(), DriftStatus::wireName, name);
  }
}
