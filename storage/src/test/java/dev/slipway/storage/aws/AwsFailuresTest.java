package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "AccessDenied, 403, ACCESS_DENIED",
    "ExpiredToken, 400, CREDENTIALS_INVALID",
    "InvalidClientTokenId, 403, CREDENTIALS_INVALID",
    "Throttling, 400, THROTTLED",
    "SlowDown, 503, THROTTLED",
    "LimitExceededException, 400, QUOTA_EXCEEDED",
    "InternalFailure, 500, AWS_UNAVAILABLE",
    "Whatever, 502, AWS_UNAVAILABLE",
    "Whatever, 403, ACCESS_DENIED",
    "Whatever, 400, UNEXPECTED",
    "InvalidRequestException, 400, UNEXPECTED",
  })
  void code_hasItsType(String code, int status, FailureType type) {
    assertThat(AwsFailures.explain(refusal(code, status, "no")).type()).isEqualTo(type);
  }

  /** Secrets Manager deletes in the background, and has no code of its own for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "You can't create this secret because a secret with this name is already scheduled for"
            + " deletion.",
        "You can't perform this operation on the secret because it was marked for deletion."
      })
  void nameOfWhatIsBeingDeleted_isFreeLater(String message) {
    var failure = AwsFailures.explain(refusal("InvalidRequestException", 400, message));

    assertThat(failure.type()).isEqualTo(FailureType.AWS_UNAVAILABLE);
    assertThat(failure.message()).isEqualTo("Lambda is still deleting something of that name.");
  }

  @Test
  void denial_namesActionResourceAndTheStatementThatWouldHelp() {
    var failure =
        AwsFailures.explain(
            refusal(
                "AccessDenied",
                403,
                "User: arn:aws:iam::123456789012:user/ci is not authorized to perform:"
                    + " cloudformation:CreateChangeSet on resource:"
                    + " arn:aws:cloudformation:us-east-1:123456789012:stack/agent/* because no"
                    + " identity-based policy allows the action"));

    assertThat(failure.message())
        .isEqualTo(
            "The deploying identity may not cloudformation:CreateChangeSet on"
                + " arn:aws:cloudformation:us-east-1:123456789012:stack/agent/*.");
    assertThat(failure.evidence().getFirst())
        .isEqualTo(
            "{\"Effect\":\"Allow\",\"Action\":\"cloudformation:CreateChangeSet\",\"Resource\":"
                + "\"arn:aws:cloudformation:us-east-1:123456789012:stack/agent/*\"}");
  }

  @Test
  void unknownRefusal_namesServiceCodeAndRequest() {
    var failure = AwsFailures.explain(refusal("Odd", 400, "what"));

    assertThat(failure.evidence()).containsExactly("Lambda: Odd what (request r-1)");
  }

  @Test
  void keysInAMessage_areMasked() {
    // Assembled here, so that no scanner takes it for a real one.
    var key = "AKIA" + "ABCDEFGHIJKLMNOP";
    assertThat(AwsFailures.explain(refusal("Odd", 400, "key " + key)).evidence().toString())
        .doesNotContain(key);
  }

  @Test
  void noConnection_isTransient() {
    var failure = AwsFailures.explain(SdkClientException.create("Connection refused"));

    assertThat(failure.type()).isEqualTo(FailureType.AWS_UNAVAILABLE);
  }

  @Test
  void innermostReason_isPartOfTheEvidence() {
    var full = new IOException("No space left on device");

    var failure =
        AwsFailures.explain(
            SdkClientException.create("Failed to read response into file: layer.zip", full));

    assertThat(failure.evidence())
        .containsExactly("Failed to read response into file: layer.zip: No space left on device");
  }

  @Test
  void noCredentials_areReportedAsMissing() {
    var failure =
        AwsFailures.explain(
            SdkClientException.create("Unable to load credentials from any of the providers"));

    assertThat(failure.type()).isEqualTo(FailureType.CREDENTIALS_INVALID);
  }

  private static AwsServiceException refusal(String code, int status, String message) {
    return AwsServiceException.builder()
        .statusCode(status)
        .requestId("r-1")
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName("Lambda")
                .errorCode(code)
                .errorMessage(message)
                .build())
        .build();
  }

  /** The messages are IAM's own; the remedy depends on the policy they name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          with an explicit deny in a service control policy | remove lambda:GetFunction from that service control policy
          with an explicit deny in an identity-based policy | remove lambda:GetFunction from that identity-based policy
          because no identity-based policy allows the lambda:GetFunction action | to a policy of the deploying identity
          because no permissions boundary allows the lambda:GetFunction action | to the permissions boundary of the deploying identity
          . | to a policy of the deploying identity
          """)
  void denial_saysWhereToFixIt(String reason, String remedy) {
    var failure =
        AwsFailures.explain(
            "User: arn:aws:iam::000000000000:user/deployer is not authorized to perform:"
                + " lambda:GetFunction on resource:"
                + " arn:aws:lambda:us-east-1:000000000000:function:pilot "
                + reason,
            FailureType.UNEXPECTED);

    assertThat(failure.type()).isEqualTo(FailureType.ACCESS_DENIED);
    assertThat(failure.nextAction()).contains(remedy);
    assertThat(failure.evidence().getFirst())
        .isEqualTo(
            "{\"Effect\":\"Allow\",\"Action\":\"lambda:GetFunction\",\"Resource\":"
                + "\"arn:aws:lambda:us-east-1:000000000000:function:pilot\"}");
  }
}
