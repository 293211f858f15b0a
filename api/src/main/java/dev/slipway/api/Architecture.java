package dev.slipway.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The processor a function runs on. */
public enum Architecture implements WireName {
  X86_64("x86_64", "x86_64"),
  ARM64("arm64", "aarch64"),
  /** One that only a newer version deploys to; nothing can be built for it here. */
  @Fallback
  UNKNOWN("unknown", "unknown");

  private final String wireName;
  private final String wheelName;

  Architecture(String wireName, String wheelName) {
    this.wireName = wireName;
    this.wheelName = wheelName;
  }

  /** The name AWS uses. */
  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The name Python wheels use. */
  public String wheelName() {
    return wheelName;
  }

  @JsonCreator
  public static Architecture of(String name) {
    return WireNames.find("architecture", values(), name);
  }
}
