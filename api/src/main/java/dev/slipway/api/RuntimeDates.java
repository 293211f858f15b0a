package dev.slipway.api;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When AWS stops supporting a runtime, from runtimes.csv and agentcore-runtimes.csv. AWS may
 * postpone these dates; a test compares them with those that cfn-lint has.
 *
 * @param deprecated from then on without security updates
 * @param createBlocked from then on no new function can have it
 * @param updateBlocked from then on functions that have it can't be changed
 */
public record RuntimeDates(LocalDate deprecated, LocalDate createBlocked, LocalDate updateBlocked) {
  private static final Map<String, RuntimeDates> LAMBDA = read("runtimes.csv");

  private static final Map<String, RuntimeDates> AGENTCORE = read("agentcore-runtimes.csv");

  private static Map<String, RuntimeDates> read(String file) {
    return Csv.read(file).stream()
        .collect(
            Collectors.toMap(
                line -> line[0],
                line ->
                    new RuntimeDates(
                        LocalDate.parse(line[1]),
                        LocalDate.parse(line[2]),
                        LocalDate.parse(line[3]))));
  }

  /** Those of a runtime on Lambda; empty for one that this version does not know. */
  public static Optional<RuntimeDates> of(PythonRuntime runtime) {
    return of(runtime, Target.LAMBDA);
  }

  /** Those of a runtime on a target; empty where AWS has not named them. */
  public static Optional<RuntimeDates> of(PythonRuntime runtime, @Nullable Target target) {
    return Optional.ofNullable(
        (target == Target.AGENTCORE ? AGENTCORE : LAMBDA).get(runtime.wireName()));
  }
}
