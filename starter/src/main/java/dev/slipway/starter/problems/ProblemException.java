package dev.slipway.starter.problems;

import dev.slipway.api.Status;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  private ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** Whether it says that something does not exist, rather than that it can't be shown. */
  public boolean isNotFound() {
    return problem.status() == HttpStatus.NOT_FOUND.value();
  }

  /** 400: the body can't be read at all. */
  public static ProblemException unreadable(String detail) {
    return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, "unreadable", detail));
  }

  /** 401: no proof of who is calling, or one that does not hold. */
  public static ProblemException unauthorized(String detail) {
    return new ProblemException(Problem.of(HttpStatus.UNAUTHORIZED, "unauthorized", detail));
  }

  /** 403: a rule of this server forbids it. */
  public static ProblemException forbidden(String detail) {
    return new ProblemException(Problem.of(HttpStatus.FORBIDDEN, "forbidden", detail));
  }

  /** 404. */
  public static ProblemException notFound(String detail) {
    return new ProblemException(Problem.of(HttpStatus.NOT_FOUND, "unknown", detail));
  }

  /** 409: the id belongs to another request. */
  public static ProblemException conflict(String detail) {
    return new ProblemException(Problem.of(HttpStatus.CONFLICT, "conflict", detail));
  }

  /** 409: the agent is busy. */
  public static ProblemException busy(String detail) {
    return new ProblemException(Problem.of(HttpStatus.CONFLICT, "busy", detail));
  }

  /** 409: the deployment is not in the status that the request needs. */
  public static ProblemException notApplicable(String detail, String deployment, Status status) {
    return new ProblemException(
        Problem.of(HttpStatus.CONFLICT, "not-applicable", detail)
            .standing(deployment, status.wireName()));
  }

  /** 410: it was here, and is no longer kept. */
  public static ProblemException gone(String detail) {
    return new ProblemException(Problem.of(HttpStatus.GONE, "gone", detail));
  }

  /** 413. */
  public static ProblemException tooLarge(String detail) {
    return new ProblemException(Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", detail));
  }

  /** 415. */
  public static ProblemException unsupported(String detail) {
    return new ProblemException(
        Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail));
  }

  /** 422 with every error. */
  public static ProblemException invalid(List<FieldError> errors) {
    String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
    return new ProblemException(
        Problem.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid",
            "The request has %s; nothing was changed.".formatted(count),
            errors));
  }

  /** 429: no capacity now; there may be later. */
  public static ProblemException tooManyRequests(String detail) {
    return new ProblemException(Problem.of(HttpStatus.TOO_MANY_REQUESTS, "full", detail));
  }

  /** 501: known, but not supported here. */
  public static ProblemException notImplemented(String detail) {
    return new ProblemException(Problem.of(HttpStatus.NOT_IMPLEMENTED, "not-implemented", detail));
  }

  /** 502: the live agent or AWS answered with an error. */
  public static ProblemException badGateway(String detail) {
    return new ProblemException(Problem.of(HttpStatus.BAD_GATEWAY, "upstream", detail));
  }

  /** 503: something Slipway needs does not answer. */
  public static ProblemException unavailable(String detail) {
    return new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", detail));
  }
}
