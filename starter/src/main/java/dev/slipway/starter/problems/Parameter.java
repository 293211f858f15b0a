package dev.slipway.starter.problems;

import java.util.List;
import java.util.function.Supplier;

/** A parameter in the address of a request. */
public final class Parameter {
  private Parameter() {}

  /** What reading it gives; 422 with the reason if that refuses its value. */
  public static <T> T read(String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException refused) {
      throw ProblemException.invalid(
          List.of(
              FieldError.about(name, "invalid_value", String.valueOf(refused.getMessage()), null)));
    }
  }
}
