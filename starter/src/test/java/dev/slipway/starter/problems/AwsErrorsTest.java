package dev.slipway.starter.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.lambda.model.LambdaException;

class AwsErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "403, AccessDeniedException,    502",
    "400, LimitExceededException,   502",
    "400, InvalidRequestException,  502",
    "429, TooManyRequestsException, 503",
    "503, ServiceUnavailable,       503"
  })
  void onlyWhatMayPass_isAnOutage(int status, String code, int answered) {
    var details = AwsErrorDetails.builder().errorCode(code).errorMessage("no").build();
    var refused = LambdaException.builder().statusCode(status).awsErrorDetails(details).build();

    assertThat(AwsErrors.explain(new IllegalStateException(refused)))
        .map(ProblemException::problem)
        .map(Problem::status)
        .contains(answered);
  }

  @Test
  void noAnswer_isAnOutage() {
    assertThat(AwsErrors.explain(SdkClientException.create("Unable to execute HTTP request")))
        .map(ProblemException::problem)
        .map(Problem::status)
        .contains(503);
  }
}
