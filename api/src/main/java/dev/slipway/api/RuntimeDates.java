package dev.slipway.api;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When AWS stops supporting a runtime of Lambda, from runtimes.csv. AWS may postpone these dates; a
 * test compares them with those that cfn-lint has.
 *
 * @param deprecated from then on without security updates
 * @param createBlocked from then on no new function can have it
 * @param updateBlocked from then on functions that have it can't be changed
 */
public record RuntimeDates(LocalDate deprecated, LocalDate createBlocked, LocalDate updateBlocked) {
  private static final Map<String, RuntimeDates> ALL =
      Csv.read("runtimes.csv").stream()
          .collect(
              Collectors.toMap(
                  line -> line[0],
                  line ->
                      new RuntimeDates(
                          LocalDate.parse(line[1]),
                          LocalDate.parse(line[2]),
                          LocalDate.parse(line[3]))));

  /** Those of a runtime; empty for one that this version does not know. */
  public static Optional<RuntimeDates> of(PythonRuntime runtime) {
    return Optional.ofNullable(ALL.get(runtime.wireName()));
  }
}
