package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** The state of a deployment. */
public enum Status implements WireName {
  /** Admitted; another deployment of this agent goes first. */
  QUEUED("queued"),
  /** A step is running. */
  RUNNING("running"),
  /** The plan is ready; a person must approve it. */
  AWAITING_APPROVAL("awaiting_approval"),
  /** A step failed; a person decides how to continue. */
  PARKED("parked"),
  /** What this run created is being undone. */
  COMPENSATING("compensating"),
  /** Live and answering. */
  SUCCEEDED("succeeded"),
  /** Ended without going live. */
  FAILED("failed"),
  /** Ended on request. */
  CANCELED("canceled"),
  /** A status that only a newer version knows. */
  @Fallback
  UNKNOWN("unknown");

  private final String wireName;

  Status(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static Status of(String name) {
    return WireNames.find("status", values(), name);
  }

  /** Those that a deployment of this version can have. */
  public static List<Status> known() {
    return Arrays.stream(values()).filter(status -> status != UNKNOWN).toList();
  }

  /** Reads a status that another process has written. */
  public static Status read(String name) {
    return known().stream()
        .filter(status -> status.wireName.equals(name))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** Whether nothing more will happen. */
  public boolean terminal() {
    return switch (this) {
      case SUCCEEDED, FAILED, CANCELED -> true;
      case QUEUED, RUNNING, AWAITING_APPROVAL, PARKED, COMPENSATING, UNKNOWN -> false;
    };
  }
}
