package dev.slipway.storage.aws;

import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * A role's session that is started again once it is refused: it would otherwise be used until it
 * expires, although an administrator has revoked it, or the emulator that gave it has restarted.
 */
final class RoleSession implements AwsCredentialsProvider, ExecutionInterceptor {
  private static final int FORBIDDEN = 403;

  /** What services call a session that they don't know; the emulator's fence has no code. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "",
          "ExpiredToken",
          "ExpiredTokenException",
          "InvalidAccessKeyId",
          "InvalidClientTokenId",
          "InvalidToken",
          "UnrecognizedClientException");

  private final Supplier<AwsCredentialsProvider> begin;
  private volatile AwsCredentialsProvider current;

  RoleSession(Supplier<AwsCredentialsProvider> begin) {
    this.begin = begin;
    this.current = begin.get();
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return current.resolveCredentials();
  }

  @Override
  public void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes executionAttributes) {
    if (context.exception() instanceof AwsServiceException refusal && isUnknown(refusal)) {
      current = begin.get();
    }
  }

  private static boolean isUnknown(AwsServiceException refusal) {
    var details = refusal.awsErrorDetails();
    String code = details == null || details.errorCode() == null ? "" : details.errorCode();
    return UNKNOWN.contains(code) && (!code.isEmpty() || refusal.statusCode() == FORBIDDEN);
  }
}
