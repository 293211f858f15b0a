package dev.slipway.local.component;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a part of the local stack is doing. */
public enum ComponentState {
  STARTING,
  UP,
  /** It died and is being started again. */
  RESTARTING,
  /** It died too often; it is tried again from time to time. */
  FAILING,
  STOPPING,
  DOWN,
  /** Its process runs but does not answer. */
  UNRESPONSIVE;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
