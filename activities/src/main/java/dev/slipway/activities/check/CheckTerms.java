package dev.slipway.activities.check;

import dev.slipway.api.Target;
import dev.slipway.workflows.model.GivenNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What code is checked for besides its runtime.
 *
 * @param given what its deployment gives it; absent if there is none
 * @param entry what its author names as its entry point; absent if it is to be found
 * @param requirements what its deployment names besides its imports
 * @param target what it will run on; absent for Lambda
 */
public record CheckTerms(
    @Nullable GivenNames given,
    @Nullable String entry,
    List<String> requirements,
    @Nullable Target target) {
  /** Code alone. */
  public static final CheckTerms NONE = new CheckTerms(null, null, List.of(), null);
}
