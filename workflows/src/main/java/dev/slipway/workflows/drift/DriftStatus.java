package dev.slipway.workflows.drift;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.api.Fallback;
import dev.slipway.api.WireName;
import dev.slipway.api.WireNames;

/** Whether an agent is still as deployed. */
public enum DriftStatus implements WireName {
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

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static DriftStatus of(String name) {
    return WireNames.find("drift status", values(), name);
  }
}
