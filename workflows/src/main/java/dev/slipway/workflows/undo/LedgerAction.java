package dev.slipway.workflows.undo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.api.Fallback;
import dev.slipway.api.WireName;
import dev.slipway.api.WireNames;

/** What happened to a resource. */
public enum LedgerAction implements WireName {
  /** It was created by this run and has been removed. */
  DELETED("deleted"),
  /** It was created by this run and stays, for the reason given. */
  RETAINED("retained"),
  /** It existed before this run and stays. */
  PRE_EXISTING("pre_existing"),
  /** It should have been removed but was not, for the reason given. */
  FAILED("failed"),
  /** An action that only a newer version knows. */
  @Fallback
  UNKNOWN("unknown");

  private final String wireName;

  LedgerAction(String wireName) {
    this.wireName = wireName;
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static LedgerAction of(String name) {
    return WireNames.find("action", values(), name);
  }
}
