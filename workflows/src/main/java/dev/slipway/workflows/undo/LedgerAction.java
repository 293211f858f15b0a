package dev.slipway.workflows.undo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.workflows.model.Fallback;
import dev.slipway.workflows.model.WireNames;

/** What became of a resource. */
public enum LedgerAction {
  /** It was created by this run and is gone. */
  DELETED("deleted"),
  /** It was created by this run and stays, for the reason given. */
  RETAINED("retained"),
  /** It was there before this run and stays. */
  PRE_EXISTING("pre_existing"),
  /** It should be gone but is not, for the reason given. */
  FAILED("failed"),
  /** A newer version has a word for it. */
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
