package dev.slipway.activities.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class FailureTranslationTest {
  @Test
  void throttled_waitsAsLongAsAwsAsks() {
    var failure = translated("TooManyRequestsException", "17");

    assertThat(failure.getType()).isEqualTo(FailureType.THROTTLED.wireName());
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void throttledWithoutRetryAfter_waitsForATimeOfItsOwn() {
    assertThat(translated("Throttling", null).getNextRetryDelay())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 2", "3, 4, 8", "5, 16, 32", "6, 30, 60", "20, 30, 60"})
  void scatteredWaits_growToAMinute(int attempt, int least, int most) {
    for (int time = 0; time < 100; time++) {
      assertThat(FailureTranslation.scattered(attempt))
          .isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }
  }

  @Test
  void retryAfterThatIsNotANumberOfSeconds_isNoWait() {
    assertThat(translated("ServiceUnavailable", "Wed, 25 Nov 2026 00:00:00 GMT"))
        .extracting(ApplicationFailure::getNextRetryDelay)
        .isNull();
  }

  @Test
  void denied_isNotRetried() {
    assertThat(translated("AccessDenied", null).isNonRetryable()).isTrue();
  }

  private static ApplicationFailure translated(
      String code, @org.jspecify.annotations.Nullable String retryAfter) {
    var response = SdkHttpResponse.builder().statusCode(429);
    if (retryAfter != null) {
      response.putHeader("Retry-After", retryAfter);
    }
    var refusal =
        LambdaException.builder()
            .statusCode(429)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(code)
                    .errorMessage("no")
                    .serviceName("Lambda")
                    .sdkHttpResponse(response.build())
                    .build())
            .build();
    return (ApplicationFailure) FailureTranslation.translate((RuntimeException) refusal);
  }
}
