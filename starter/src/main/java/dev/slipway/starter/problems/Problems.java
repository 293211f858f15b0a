package dev.slipway.starter.problems;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Explains any exception that ends a request; what is not explained is our fault and is logged. */
@Component
public final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final TemporalErrors temporal;

  Problems(TemporalErrors temporal) {
    this.temporal = temporal;
  }

  public Problem of(Exception thrown, HttpServletRequest request) {
    if (thrown instanceof ProblemException known) {
      return known.problem();
    }
    if (thrown instanceof NoResourceFoundException) {
      return Problem.of(
          HttpStatus.NOT_FOUND,
          "not-found",
          "There is no %s %s (expected: a call in /openapi.json)."
              .formatted(request.getMethod(), request.getRequestURI()));
    }
    if (thrown instanceof ErrorResponse response) {
      return fromSpring(response);
    }
    if (thrown instanceof MethodArgumentTypeMismatchException unfit) {
      return ProblemException.invalid(List.of(unfit(unfit))).problem();
    }
    if (thrown instanceof InvalidParameterException || thrown instanceof RequestRejectedException) {
      return ProblemException.unreadable(
              "query: unreadable (expected: name=value&…, percent-encoded)")
          .problem();
    }
    return temporal
        .explain(thrown)
        .or(() -> AwsErrors.explain(thrown))
        .map(ProblemException::problem)
        .orElseGet(() -> bug(thrown, request));
  }

  private static FieldError unfit(MethodArgumentTypeMismatchException thrown) {
    String type = thrown.getRequiredType() == boolean.class ? "true or false" : "a whole number";
    return FieldError.about(
        thrown.getName(),
        "invalid_value",
        "%s: invalid (expected: %s)".formatted(thrown.getName(), type),
        null);
  }

  /** The problem as a response. */
  public ResponseEntity<Problem> respond(Problem problem) {
    var response = ResponseEntity.status(problem.status());
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.value()
        || problem.status() == HttpStatus.TOO_MANY_REQUESTS.value()) {
      response.header("Retry-After", "5");
    }
    return response.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }

  private static Problem fromSpring(ErrorResponse response) {
    HttpStatus status = HttpStatus.valueOf(response.getStatusCode().value());
    String detail = response.getBody().getDetail();
    return Problem.of(
        status,
        status.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        detail == null ? status.getReasonPhrase() : detail);
  }

  private static Problem bug(Exception thrown, HttpServletRequest request) {
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), thrown);
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "unexpected",
        "This is a fault of Slipway; its log has the details.");
  }
}
