package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where an agent's conversations are kept. */
public enum SessionStore implements WireName {
  /** Nowhere: each call starts a new one. */
  @Fallback
  NONE("none"),
  /** In S3, one conversation for each session of a caller. */
  S3("s3");

  private final String wireName;

  SessionStore(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static SessionStore of(String name) {
    return WireNames.find("session", values(), name);
  }
}
