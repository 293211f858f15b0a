package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a caller may do with an agent. Each role also reads; none but {@link #ADMIN} includes
 * another one.
 */
public enum Role implements WireName {
  /** See deployments, agents, logs of deployments and the audit. */
  @Fallback
  VIEWER("viewer"),
  /** Deploy, retry, cancel, abort, roll back. */
  DEPLOYER("deployer"),
  /** Approve or reject what others want to deploy. */
  APPROVER("approver"),
  /** Destroy, set the time to live, check for drift, invoke and read the agent's log. */
  OPERATOR("operator"),
  /** Everything, other people's tokens included. */
  ADMIN("admin");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static Role of(String name) {
    return WireNames.find("role", values(), name);
  }

  /** Whether whoever has this role may do what the other one is for. */
  public boolean includes(Role other) {
    return this == other || this == ADMIN || other == VIEWER;
  }
}
