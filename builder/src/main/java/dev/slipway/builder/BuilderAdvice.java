package dev.slipway.builder;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.problems.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The builder shows {@code detail} and nothing else, so every error has to be in it. */
@RestControllerAdvice(basePackageClasses = BuilderAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class BuilderAdvice {
  private final Problems problems;

  BuilderAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Problem> problem(Exception thrown, HttpServletRequest request) {
    if (thrown instanceof IOException) {
      return null; // The caller disconnected while we were writing.
    }
    Problem problem = problems.of(thrown, request);
    if (problem.errors().isEmpty()) {
      return problems.respond(problem);
    }
    String all =
        problem.errors().stream().map(BuilderAdvice::sentence).collect(Collectors.joining("; "));
    return problems.respond(problem.saying(problem.detail() + " " + all));
  }

  private static String sentence(FieldError error) {
    return error.line() == null
        ? error.message()
        : "line %d: %s".formatted(error.line(), error.message());
  }
}
