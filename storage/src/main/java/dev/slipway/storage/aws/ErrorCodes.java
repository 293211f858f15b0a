package dev.slipway.storage.aws;

import dev.slipway.workflows.failure.FailureType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The AWS error codes that mean the same in every service. */
final class ErrorCodes {
  /** The account has not enabled the region. */
  static final String REGION_DISABLED = "RegionDisabledException";

  private static final Set<String> CREDENTIALS =
      Set.of(
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "InvalidSignatureException",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "AuthFailure",
          REGION_DISABLED,
          "InvalidToken",
          "TokenRefreshRequired");

  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "NotAuthorized",
          "AuthorizationError",
          "AllAccessDisabled",
          "AccessDeniedFault",
          "InsufficientCapabilitiesException");

  private static final Set<String> THROTTLED =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "TooManyRequestsException",
          "TooManyRequests",
          "RequestLimitExceeded",
          "RequestThrottled",
          "RequestThrottledException",
          "BandwidthLimitExceeded",
          "SlowDown",
          "PriorRequestNotComplete",
          "EC2ThrottledException");

  private static final Set<String> QUOTA =
      Set.of(
          "LimitExceeded",
          "LimitExceededException",
          "ServiceQuotaExceededException",
          "CodeStorageExceededException",
          "TooManyBuckets",
          "ResourceLimitExceeded",
          "QuotaExceeded");

  private static final Set<String> UNAVAILABLE =
      Set.of(
          "ServiceUnavailable",
          "ServiceUnavailableException",
          "ServiceException",
          "InternalFailure",
          "InternalError",
          "InternalServerError",
          "InternalServiceError",
          "RequestTimeout",
          "RequestTimeoutException");

  private static final Pattern DENIED_TEXT =
      Pattern.compile("(?i)AccessDenied|not authorized to perform|access denied|UnauthorizedOp");
  private static final Pattern QUOTA_TEXT =
      Pattern.compile(
          "(?i)LimitExceeded|ServiceQuota|CodeStorageExceeded|exceeds? (?:the |your )?"
              + "(?:limit|quota|account)|limit (?:has been )?exceeded|quota (?:has been )?exceeded"
              + "|UnreservedConcurrentExecution below");
  private static final Pattern THROTTLED_TEXT =
      Pattern.compile("(?i)throttl|rate exceeded|too ?many ?requests|RequestLimitExceeded");

  /** Secrets Manager has no code for this: InvalidRequestException is for all it can't do now. */
  private static final Pattern BEING_DELETED_TEXT =
      Pattern.compile("(?i)(?:scheduled|marked) for deletion");

  private ErrorCodes() {}

  static Optional<FailureType> typeOf(String code) {
    if (CREDENTIALS.contains(code)) {
      return Optional.of(FailureType.CREDENTIALS_INVALID);
    }
    if (DENIED.contains(code)) {
      return Optional.of(FailureType.ACCESS_DENIED);
    }
    if (THROTTLED.contains(code)) {
      return Optional.of(FailureType.THROTTLED);
    }
    if (QUOTA.contains(code)) {
      return Optional.of(FailureType.QUOTA_EXCEEDED);
    }
    if (code.equals("NoSuchBucket")) {
      return Optional.of(FailureType.STORAGE_UNAVAILABLE);
    }
    return UNAVAILABLE.contains(code) ? Optional.of(FailureType.AWS_UNAVAILABLE) : Optional.empty();
  }

  static boolean sayThrottled(String text) {
    return text.toLowerCase(Locale.ROOT).contains("rate exceeded");
  }

  /** Whether a name is taken because what had it is still being deleted. */
  static boolean sayBeingDeleted(String text) {
    return BEING_DELETED_TEXT.matcher(text).find();
  }

  static Optional<FailureType> typeOfText(String text) {
    if (DENIED_TEXT.matcher(text).find()) {
      return Optional.of(FailureType.ACCESS_DENIED);
    }
    if (THROTTLED_TEXT.matcher(text).find()) {
      return Optional.of(FailureType.THROTTLED);
    }
    return QUOTA_TEXT.matcher(text).find()
        ? Optional.of(FailureType.QUOTA_EXCEEDED)
        : Optional.empty();
  }
}
