package dev.slipway.activities.preflight;

import dev.slipway.api.PythonRuntime;
import dev.slipway.api.RuntimeDates;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.Finding;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that AWS no longer supports a runtime, or soon will not. */
final class RuntimeAge {
  /** Long enough to move to another Python before AWS refuses it. */
  private static final int MONTHS_BEFORE = 3;

  private RuntimeAge() {}

  static Optional<Finding> warning(
      PythonRuntime runtime, @Nullable Target target, LocalDate today) {
    return RuntimeDates.of(runtime, target)
        .filter(dates -> !today.isBefore(dates.deprecated().minusMonths(MONTHS_BEFORE)))
        .map(
            dates ->
                new Finding(
                    "runtime_deprecated",
                    null,
                    null,
                    "%s: AWS supports it until %s; no new function may have it from %s, none may be changed from %s"
                        .formatted(
                            runtime.wireName(),
                            dates.deprecated(),
                            dates.createBlocked(),
                            dates.updateBlocked()),
                    "Deploy with a later runtime, such as "
                        + PythonRuntime.PYTHON_3_13.wireName()));
  }
}
