package dev.slipway.starter.requests;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects errors while a request is read, so that the caller gets all of them at once. */
public final class FieldErrors {
  /** No one fixes more at a time; it keeps the answer to a hostile request small. */
  private static final int MOST = 100;

  private final List<FieldError> errors = new ArrayList<>();

  public void add(String field, String code, String message, @Nullable String hint) {
    add(FieldError.about(field, code, message, hint));
  }

  public void add(FieldError error) {
    if (errors.size() < MOST) {
      errors.add(error);
    }
  }

  /** Ends the request if anything was wrong. */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }
}
