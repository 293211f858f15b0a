package dev.slipway.starter.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * An RFC 9457 problem.
 *
 * @param type names the kind of problem; stable
 * @param currentStatus the deployment's status, when that is the obstacle
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    List<FieldError> errors,
    @Nullable String currentStatus,
    @Nullable String deploymentId) {

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(HttpStatus status, String kind, String detail) {
    return of(status, kind, detail, List.of());
  }

  public static Problem of(HttpStatus status, String kind, String detail, List<FieldError> errors) {
    return new Problem(
        "urn:slipway:problem:" + kind,
        status.getReasonPhrase(),
        status.value(),
        detail,
        errors,
        null,
        null);
  }

  /** The same with another detail. */
  public Problem saying(String sentence) {
    return new Problem(type, title, status, sentence, errors, currentStatus, deploymentId);
  }

  Problem standing(String deployment, String currentStatus) {
    return new Problem(type, title, status, detail, errors, currentStatus, deployment);
  }
}
