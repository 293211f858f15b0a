package dev.slipway.workflows.scenarios.model;

import org.jspecify.annotations.Nullable;

/** What a retry changes; what is absent stays. */
public record Patch(
    @Nullable Integer code,
    @Nullable Integer memory,
    @Nullable Integer environment,
    @Nullable Flaw flaw) {
  public static final Patch NONE = new Patch(null, null, null, null);

  public Recipe applyTo(Recipe recipe) {
    return new Recipe(
        code == null ? recipe.code() : code,
        memory == null ? recipe.memory() : memory,
        environment == null ? recipe.environment() : environment,
        flaw == null ? recipe.flaw() : flaw);
  }

  /** Whether it replaces the code; a flaw in the code comes and goes with it. */
  public boolean changesCode() {
    return code != null;
  }
}
