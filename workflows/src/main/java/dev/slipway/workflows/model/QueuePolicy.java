package dev.slipway.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a request does about the agent's other deployments. */
public enum QueuePolicy {
  /** Waits behind them. */
  @Fallback
  QUEUE("queue"),
  /** Takes the place of those that wait; the running one goes on. */
  LATEST_WINS("latest_wins"),
  /** Is refused when another one runs or waits. */
  REJECT("reject");

  private final String wireName;

  QueuePolicy(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static QueuePolicy of(String name) {
    return WireNames.find("queue_policy", values(), QueuePolicy::wireName, name);
  }
}
