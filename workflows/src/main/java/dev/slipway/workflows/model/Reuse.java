package dev.slipway.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.api.Fallback;
import dev.slipway.api.WireName;
import dev.slipway.api.WireNames;
import org.jspecify.annotations.Nullable;

/**
 * Says that a deployment builds nothing: it redeploys the parts of a revision.
 *
 * @param revision its number; absent for the one that is live when its turn comes
 */
public record Reuse(Kind kind, @Nullable Integer revision) {
  /** Why something is deployed again. */
  public enum Kind implements WireName {
    /** To make an earlier revision live again. */
    ROLLBACK("rollback"),
    /** To restore the live revision to what was deployed, whatever was changed manually since. */
    @Fallback
    REDEPLOY("redeploy");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @Override
    @JsonValue
    public String wireName() {
      return wireName;
    }

    @JsonCreator
    public static Kind of(String name) {
      return WireNames.find("kind", values(), name);
    }
  }

  public static Reuse rollbackTo(int revision) {
    return new Reuse(Kind.ROLLBACK, revision);
  }

  public static Reuse redeploy() {
    return new Reuse(Kind.REDEPLOY, null);
  }
}
