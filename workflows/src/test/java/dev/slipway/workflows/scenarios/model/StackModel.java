package dev.slipway.workflows.scenarios.model;

/**
 * A stack as it should be.
 *
 * @param owner the deployment that changed it last
 * @param key the deployment whose key the function reads; {@code none} without one
 * @param rolledBack whether its creation failed, so that there is no function
 * @param tampered whether someone has manually published something else since
 */
record StackModel(String owner, Recipe recipe, String key, boolean rolledBack, boolean tampered) {
  /** A function's memory after someone has changed it manually. */
  static final int TAMPERED_MEMORY = 999;

  StackModel tamperedWith() {
    return new StackModel(owner, recipe, key, rolledBack, true);
  }

  /** As CloudFormation knows it: manual changes are not in any template. */
  StackModel template() {
    return new StackModel(owner, recipe, key, rolledBack, false);
  }

  /** Whether deploying these again would change nothing. */
  boolean is(String deployment, Recipe wanted, String wantedKey) {
    return !rolledBack
        && owner.equals(deployment)
        && recipe.equals(wanted)
        && key.equals(wantedKey);
  }

  String answer() {
    Recipe live =
        tampered
            ? new Recipe(recipe.code(), TAMPERED_MEMORY, recipe.environment(), recipe.flaw())
            : recipe;
    return live.answer(key);
  }
}
