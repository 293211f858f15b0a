package dev.slipway.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The processor a function runs on. */
public enum Architecture {
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
    for (Architecture architecture : values()) {
      if (architecture != UNKNOWN && architecture.wireName.equals(name)) {
        return architecture;
      }
    }
    throw new IllegalArgumentException(
        "architecture: '%s' (expected: x86_64 or arm64)".formatted(name));
  }
}
