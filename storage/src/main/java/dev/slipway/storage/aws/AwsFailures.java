package dev.slipway.storage.aws;

import dev.slipway.storage.redaction.KnownSecrets;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Explains AWS errors; the only place that knows the SDK's error codes. */
public final class AwsFailures {
  /** STS says no more, so that nobody learns which roles exist. */
  private static final Pattern NOT_ASSUMED =
      Pattern.compile("not authorized to perform:?\\s+sts:(AssumeRole|TagSession)\\b");

  private AwsFailures() {}

  /** Explains any exception of the SDK; never guesses: unknown ones are Unexpected. */
  public static Failure explain(SdkException thrown) {
    return thrown instanceof AwsServiceException refusal
        ? refused(refusal)
        : unreached(KnownSecrets.mask(withReason(thrown)));
  }

  /** How long AWS asks to wait, if its response says so. */
  public static Optional<Duration> retryAfter(SdkException thrown) {
    return thrown instanceof AwsServiceException refusal
            && refusal.awsErrorDetails() != null
            && refusal.awsErrorDetails().sdkHttpResponse() != null
        ? refusal
            .awsErrorDetails()
            .sdkHttpResponse()
            .firstMatchingHeader("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,3}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        : Optional.empty();
  }

  private static Failure refused(AwsServiceException thrown) {
    var details = thrown.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    var text =
        details == null || details.errorMessage() == null
            ? messageOf(thrown)
            : details.errorMessage();
    var service = details == null || details.serviceName() == null ? "AWS" : details.serviceName();
    var type = typeOf(code, text, thrown.statusCode());
    var seen =
        "%s: %s %s (request %s)"
            .formatted(
                service,
                code.isEmpty() ? "status " + thrown.statusCode() : code,
                KnownSecrets.mask(text),
                thrown.requestId());
    return code.equals(ErrorCodes.REGION_DISABLED)
        ? Failure.of(type, "The account has not enabled this region.", seen)
            .withNextAction(
                "Enable the region in the account (AWS console, Account, AWS Regions), or deploy to another.")
        : explain(type, service, KnownSecrets.mask(text), seen);
  }

  private static FailureType typeOf(String code, String text, int status) {
    var known = ErrorCodes.typeOf(code);
    if (known.isPresent()) {
      return known.get();
    }
    if (ErrorCodes.sayThrottled(text)) {
      return FailureType.THROTTLED;
    }
    if (code.equals("InvalidRequestException") && ErrorCodes.sayBeingDeleted(text)) {
      return FailureType.AWS_UNAVAILABLE;
    }
    if (status == 403) {
      return FailureType.ACCESS_DENIED;
    }
    if (status == 429) {
      return FailureType.THROTTLED;
    }
    return status >= 500 ? FailureType.AWS_UNAVAILABLE : FailureType.UNEXPECTED;
  }

  /**
   * Explains a refusal that arrived as text, such as the reason in a stack event.
   *
   * @param otherwise the type of a text that mentions no permissions, quotas or throttling
   */
  public static Failure explain(String reason, FailureType otherwise) {
    var text = KnownSecrets.mask(reason);
    return explain(ErrorCodes.typeOfText(text).orElse(otherwise), "AWS", text, text);
  }

  private static Failure explain(FailureType type, String service, String text, String seen) {
    var evidence = new ArrayList<>(List.of(seen));
    if (type == FailureType.ACCESS_DENIED && NOT_ASSUMED.matcher(text).find()) {
      return Failure.of(
          FailureType.ROLE_NOT_ASSUMED,
          "The role of the account can't be assumed%s."
              .formatted(
                  AccessDenial.parse(text).map(denial -> ": " + denial.resource()).orElse("")),
          evidence);
    }
    if (type == FailureType.ACCESS_DENIED) {
      return AccessDenial.parse(text)
          .map(denial -> denial.failure(evidence))
          .orElseGet(() -> Failure.of(type, service + " denied access.", evidence));
    }
    return Failure.of(type, sentence(type, service, text), evidence);
  }

  private static String sentence(FailureType type, String service, String text) {
    if (type == FailureType.THROTTLED) {
      return service + " is throttling requests.";
    }
    if (type == FailureType.AWS_UNAVAILABLE) {
      return ErrorCodes.sayBeingDeleted(text)
          ? service + " is still deleting something of that name."
          : service + " is returning internal errors.";
    }
    if (type == FailureType.CREDENTIALS_INVALID) {
      return service + " does not accept the worker's credentials.";
    }
    return type == FailureType.QUOTA_EXCEEDED
        ? "An account quota is exhausted: " + text
        : service + " refused: " + text;
  }

  private static Failure unreached(String text) {
    if (text.contains("credentials")) {
      return Failure.of(
          FailureType.CREDENTIALS_INVALID, "The worker has no usable AWS credentials.", text);
    }
    return Failure.of(FailureType.AWS_UNAVAILABLE, "AWS could not be reached.", text);
  }

  /** With the innermost reason, which the SDK's own words may lack. */
  private static String withReason(Throwable thrown) {
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String text = messageOf(thrown);
    String reason = messageOf(innermost);
    return text.contains(reason) ? text : text + ": " + reason;
  }

  private static String messageOf(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
  }
}
