package dev.slipway.workflows.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Says that a deployment builds nothing: it deploys again what a revision was made of.
 *
 * @param revision which one; absent for the one that is live when its turn comes
 */
public record Reuse(Kind kind, @Nullable Integer revision) {
  /** Why something is deployed again. */
  public enum Kind {
    /** An earlier revision shall be live again. */
    ROLLBACK("rollback"),
    /** The live revision shall be as it was deployed, whatever was changed by hand since. */
    @Fallback
    REDEPLOY("redeploy");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
      return wireName;
    }

    @JsonCreator
    public static Kind of(String name) {
      return WireNames.find("kind", values(), Kind::wireName, name);
    }
  }

  public static Reuse rollbackTo(int revision) {
    return new Reuse(Kind.ROLLBACK, revision);
  }

  public static Reuse redeploy() {
    return new Reuse(Kind.REDEPLOY, null);
  }
}
