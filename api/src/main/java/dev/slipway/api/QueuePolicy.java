package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a request treats the agent's other deployments. */
public enum QueuePolicy implements WireName {
  /** Waits behind them. */
  @Fallback
  QUEUE("queue"),
  /** Replaces those that are waiting; the running one continues. */
  LATEST_WINS("latest_wins"),
  /** Is refused if another one is running or waiting. */
  REJECT("reject");

  private final String wireName;

  QueuePolicy(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static QueuePolicy of(String name) {
    return WireNames.find("queue_policy", values(), name);
  }
}
