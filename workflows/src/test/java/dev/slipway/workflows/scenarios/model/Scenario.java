package dev.slipway.workflows.scenarios.model;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Operations in order.
 *
 * @param name what reproduces it, such as {@code 17} or {@code 17:0,4,5}
 */
public record Scenario(String name, List<Operation> operations) {
  /** A replay takes as long as the scenario itself; one in ten shows what all would. */
  private static final int REPLAYED_ONE_IN = 10;

  /** The scenario with this name: a seed, or a seed and the positions of the operations to keep. */
  public static Scenario named(String name) {
    return named(name, Generator::of);
  }

  /** Likewise, for scenarios that are generated another way. */
  public static Scenario named(String name, LongFunction<Scenario> made) {
    String[] parts = name.split(":", 2);
    Scenario whole = made.apply(Long.parseLong(parts[0]));
    return parts.length == 1
        ? whole
        : whole.only(Stream.of(parts[1].split(",")).map(Integer::valueOf).toList());
  }

  /** Whether its histories are replayed when it is over. */
  public boolean replayed() {
    return seed() % REPLAYED_ONE_IN == 0;
  }

  public long seed() {
    return Long.parseLong(name.split(":", 2)[0]);
  }

  /** Only the operations at these positions. */
  public Scenario only(List<Integer> places) {
    return new Scenario(
        name + ":" + places.stream().map(String::valueOf).collect(Collectors.joining(",")),
        places.stream().map(operations::get).toList());
  }

  @Override
  public String toString() {
    return IntStream.range(0, operations.size())
        .mapToObj(place -> "%3d  %s".formatted(place, operations.get(place)))
        .collect(Collectors.joining("\n", "scenario " + name + "\n", ""));
  }
}
