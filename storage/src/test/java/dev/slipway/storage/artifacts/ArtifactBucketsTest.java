package dev.slipway.storage.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.storage.aws.BucketNames;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.aws.ScriptedAws;
import dev.slipway.storage.aws.ScriptedAws.Reply;
import dev.slipway.storage.aws.ScriptedAws.Request;
import dev.slipway.workflows.failure.FailureType;
import java.time.Clock;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

/** Buckets as AWS answers about them and the emulator doesn't. */
class ArtifactBucketsTest {
  private static final BucketNames OWN = new BucketNames("acme-{account}-{region}");
  private static final Reply ABSENT = new Reply(404, "");
  private static final Reply DONE = new Reply(200, "");
  private static final Reply CALLER =
      new Reply(
          200,
          """
          <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
          <Arn>arn:aws:iam::123456789012:user/anna</Arn><Account>123456789012</Account>
          </GetCallerIdentityResult></GetCallerIdentityResponse>""");
  private static final Reply ABORTED =
      new Reply(
          409,
          """
          <Error><Code>OperationAborted</Code>
          <Message>A conflicting conditional operation is currently in progress</Message></Error>""");

  @Test
  void bucketOfOnesOwn_isUsedAndNeverCreated() {
    try (var aws = new ScriptedAws(answering(request -> DONE));
        var clients = aws.clients(OWN)) {
      var store = new ArtifactStore(clients, new CallerIdentity(clients, Clock.systemUTC()));

      assertThat(store.bucket("eu-west-1")).isEqualTo("acme-123456789012-eu-west-1");
      assertThat(aws.seen()).extracting(Request::method).containsExactly("POST", "HEAD");
    }
  }

  @Test
  void bucketOfOnesOwnThatIsMissing_isNamedWithItsSetting() {
    try (var aws = new ScriptedAws(answering(request -> ABSENT));
        var clients = aws.clients(OWN)) {
      var store = new ArtifactStore(clients, new CallerIdentity(clients, Clock.systemUTC()));

      var failure =
          AwsFailures.explain(
              catchThrowableOfType(SdkException.class, () -> store.bucket("eu-west-1")));

      assertThat(failure.type()).isEqualTo(FailureType.STORAGE_UNAVAILABLE);
      assertThat(failure.evidence().getFirst())
          .contains("acme-123456789012-eu-west-1", "SLIPWAY_AWS_BUCKET");
      assertThat(aws.seen()).extracting(Request::method).doesNotContain("PUT");
    }
  }

  /** Whoever guessed its name and created it first owns it. */
  @Test
  void bucketOfAnotherAccount_isNamed() {
    try (var aws = new ScriptedAws(answering(request -> new Reply(403, "")));
        var clients = aws.clients(BucketNames.DEFAULT)) {
      var store = new ArtifactStore(clients, new CallerIdentity(clients, Clock.systemUTC()));

      var failure =
          AwsFailures.explain(
              catchThrowableOfType(SdkException.class, () -> store.bucket("eu-west-1")));

      assertThat(failure.type()).isEqualTo(FailureType.ACCESS_DENIED);
      assertThat(failure.evidence().getFirst())
          .contains("slipway-123456789012-eu-west-1", "belongs to another account");
      assertThat(aws.seen()).extracting(Request::method).doesNotContain("PUT");
    }
  }

  @Test
  void bucketThatAnotherStepIsCreating_isWaitedFor() {
    var created = new boolean[1];
    try (var aws =
            new ScriptedAws(
                answering(
                    request -> {
                      if (request.method().equals("PUT")) {
                        created[0] = true;
                        return ABORTED;
                      }
                      return created[0] ? DONE : ABSENT;
                    }));
        var clients = aws.clients(BucketNames.DEFAULT)) {
      var store = new ArtifactStore(clients, new CallerIdentity(clients, Clock.systemUTC()));

      assertThat(store.bucket("eu-west-1")).isEqualTo("slipway-123456789012-eu-west-1");
    }
  }

  private static Function<Request, Reply> answering(Function<Request, Reply> s3) {
    return request -> request.method().equals("POST") ? CALLER : s3.apply(request);
  }
}
