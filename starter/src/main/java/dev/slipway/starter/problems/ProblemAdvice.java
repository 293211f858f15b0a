package dev.slipway.starter.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Turns everything that goes wrong under {@code /api} into a problem, and nothing into a trace. */
@RestControllerAdvice(annotations = org.springframework.web.bind.annotation.RestController.class)
class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final TemporalTrouble temporal;

  ProblemAdvice(TemporalTrouble temporal) {
    this.temporal = temporal;
  }

  @ExceptionHandler(ProblemException.class)
  ResponseEntity<Problem> problem(ProblemException thrown) {
    return answer(thrown.problem());
  }

  /** The browser went away; there is nobody to tell. */
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  void gone() {}

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Problem> unexpected(Exception thrown, HttpServletRequest request) {
    if (thrown instanceof ErrorResponse response) {
      return answer(fromSpring(response));
    }
    if (thrown instanceof IOException) {
      return null; // The connection broke while we wrote.
    }
    return answer(
        temporal
            .explain(thrown)
            .or(() -> AwsTrouble.explain(thrown))
            .map(ProblemException::problem)
            .orElseGet(() -> bug(thrown, request)));
  }

  private static Problem fromSpring(ErrorResponse response) {
    HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
    String detail = response.getBody().getDetail();
    return Problem.of(
        status,
        status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        detail == null ? status.getReasonPhrase() : detail);
  }

  private static Problem bug(Exception thrown, HttpServletRequest request) {
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "unexpected",
        "This is a fault of Slipway; its log has the details.");
  }

  private static ResponseEntity<Problem> answer(Problem problem) {
    var response = ResponseEntity.status(problem.status());
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()
        || problem.status() == HttpStatus.TOO_MANY_REQUESTS.value()) {
      response.header("Retry-After", "5");
    }
    return response.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }
}
