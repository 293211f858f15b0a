package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a function URL responds. */
public enum InvokeMode implements WireName {
  /** Streams when the agent's main streams. */
  AUTO("auto"),
  /** One response, when everything is done. */
  @Fallback
  BUFFERED("buffered"),
  /** In chunks, through the Lambda Web Adapter. */
  STREAM("stream");

  private final String wireName;

  InvokeMode(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static InvokeMode of(String name) {
    return WireNames.find("invoke_mode", values(), name);
  }
}
