package dev.slipway.workflows.undo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.workflows.model.Fallback;
import dev.slipway.workflows.model.WireNames;

/** What happened to a resource. */
public enum LedgerAction {
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

  @JsonValue
  public String wireName() {
    return wireName;
  }

  @JsonCreator
  public static LedgerAction of(String name) {
    return WireNames.find("action", values(), LedgerAction::wireName, name);
  }
}
