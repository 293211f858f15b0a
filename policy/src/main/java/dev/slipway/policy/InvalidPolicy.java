package dev.slipway.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A policy file that can't be used; it says everything that is wrong. */
public final class InvalidPolicy extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  /**
   * One thing that is wrong.
   *
   * @param line counted from 1
   */
  public record Fault(int line, String message) {}

  InvalidPolicy(String name, List<Fault> faults) {
    super(
        faults.stream()
            .map(fault -> "%s:%d: %s".formatted(name, fault.line(), fault.message()))
            .collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
