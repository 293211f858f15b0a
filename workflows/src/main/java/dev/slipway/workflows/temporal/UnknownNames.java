package dev.slipway.workflows.temporal;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import dev.slipway.api.Fallback;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a name that a newer version has added to an enum as that enum's fallback. The Java SDK
 * silently drops a signal that it cannot read: one new constant would make an agent miss the end of
 * a deployment.
 */
final class UnknownNames extends DeserializationProblemHandler {
  @Override
  public Object handleInstantiationProblem(
      DeserializationContext context, Class<?> type, @Nullable Object argument, Throwable problem)
      throws IOException {
    Object fallback = fallback(type);
    return fallback == null ? NOT_HANDLED : fallback;
  }

  @Override
  public Object handleWeirdStringValue(
      DeserializationContext context, Class<?> type, String value, String problem)
      throws IOException {
    Object fallback = fallback(type);
    return fallback == null ? NOT_HANDLED : fallback;
  }

  private static @Nullable Object fallback(Class<?> type) {
    if (!type.isEnum()) {
      return null;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> marked(type, (Enum<?>) constant))
        .findFirst()
        .orElse(null);
  }

  private static boolean marked(Class<?> type, Enum<?> constant) {
    try {
      return type.getField(constant.name()).isAnnotationPresent(Fallback.class);
    } catch (NoSuchFieldException impossible) {
      throw new IllegalStateException("every constant is a field", impossible);
    }
  }
}
