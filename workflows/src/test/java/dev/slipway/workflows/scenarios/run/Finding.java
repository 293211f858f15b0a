package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.scenarios.model.Scenario;
import java.util.List;

/**
 * What differed from the model.
 *
 * @param place the operation it followed; the scenario's length for the end
 */
public record Finding(Scenario scenario, int place, List<String> differences) {
  /** The scenario's name and the first difference, on one line. */
  public String summary() {
    String first = differences.getFirst();
    String line = first.lines().findFirst().orElse("");
    return "-Dslipway.scenario=%s: %s".formatted(scenario.name(), line);
  }

  @Override
  public String toString() {
    return "%s%nafter operation %d:%n  %s"
        .formatted(scenario, place, String.join(System.lineSeparator() + "  ", differences));
  }
}
