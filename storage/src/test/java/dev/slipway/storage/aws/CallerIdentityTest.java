package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.storage.aws.ScriptedAws.Reply;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** STS in a region that the account has not enabled answers as it answers wrong credentials. */
class CallerIdentityTest {
  private static final Reply CALLER =
      new Reply(
          200,
          """
          <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
          <Arn>arn:aws:iam::123456789012:user/anna</Arn><UserId>A</UserId><Account>123456789012</Account>
          </GetCallerIdentityResult></GetCallerIdentityResponse>""");
  private static final Reply INVALID =
      new Reply(
          403,
          """
          <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
          <Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid</Message>
          </Error><RequestId>r-1</RequestId></ErrorResponse>""");

  @Test
  void regionThatIsOff_isNamed_notTheCredentials() {
    var failure = refusal("ap-east-1", true);

    assertThat(failure.type()).isEqualTo(FailureType.CREDENTIALS_INVALID);
    assertThat(failure.message()).isEqualTo("The account has not enabled this region.");
    assertThat(failure.evidence().getFirst()).contains("us-east-1", "ap-east-1", "r-1");
    assertThat(failure.nextAction()).contains("Enable the region");
  }

  @Test
  void credentialsThatAreInvalidEverywhere_staySo() {
    assertThat(refusal("ap-east-1", false).message()).contains("does not accept", "credentials");
    assertThat(refusal("us-east-1", false).message()).contains("does not accept", "credentials");
  }

  private static Failure refusal(String region, boolean goodElsewhere) {
    try (var aws =
            new ScriptedAws(
                request ->
                    goodElsewhere && request.scope().equals("us-east-1") ? CALLER : INVALID);
        var clients = aws.clients(BucketNames.DEFAULT)) {
      var identity = new CallerIdentity(clients, Clock.systemUTC());
      return AwsFailures.explain(
          catchThrowableOfType(SdkException.class, () -> identity.in(region)));
    }
  }
}
