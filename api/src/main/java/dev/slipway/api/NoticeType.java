package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What receivers of notices can hear of. */
public enum NoticeType implements WireName {
  /** A plan waits for a person. */
  AWAITING_APPROVAL(Status.AWAITING_APPROVAL),
  /** A step failed, and the deployment waits for a person. */
  PARKED(Status.PARKED),
  SUCCEEDED(Status.SUCCEEDED),
  FAILED(Status.FAILED),
  CANCELED(Status.CANCELED),
  /** A live agent is no longer as it was deployed. */
  DRIFTED("drifted"),
  /** The audit bundle of a deployment could not be written. */
  AUDIT_FAILED("audit_failed"),
  /** Something that only a newer version knows. */
  @Fallback
  UNKNOWN("unknown");

  private final String wireName;
  private final @Nullable Status status;

  NoticeType(Status status) {
    this.wireName = status.wireName();
    this.status = status;
  }

  NoticeType(String wireName) {
    this.wireName = wireName;
    this.status = null;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static NoticeType of(String name) {
    return WireNames.find("notice type", values(), name);
  }

  /** What is heard of a deployment that gets this status; empty if nothing is. */
  public static Optional<NoticeType> of(Status status) {
    return Arrays.stream(values()).filter(type -> type.status == status).findFirst();
  }

  /** The deployment's new status; absent if the news is the agent's. */
  public @Nullable Status status() {
    return status;
  }

  /** Those that this version sends. */
  public static List<NoticeType> known() {
    return Arrays.stream(values()).filter(type -> type != UNKNOWN).toList();
  }
}
