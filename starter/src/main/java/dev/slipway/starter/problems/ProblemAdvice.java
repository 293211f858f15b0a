package dev.slipway.starter.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns every error under {@code /api} into a problem, and none into a stack trace. */
@RestControllerAdvice(annotations = RestController.class)
@Order(ProblemAdvice.BEFORE_SPRING)
class ProblemAdvice {
  /** Spring's own advice, which knows no {@code errors[]}, has 0. */
  static final int BEFORE_SPRING = -1;

  private final Problems problems;

  ProblemAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Problem> problem(Exception thrown, HttpServletRequest request) {
    if (thrown instanceof IOException) {
      return null; // The caller disconnected while we were writing; no one is left to notify.
    }
    return problems.respond(problems.of(thrown, request));
  }
}
