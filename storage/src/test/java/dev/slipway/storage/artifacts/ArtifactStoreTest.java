package dev.slipway.storage.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.storage.aws.BucketNames;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.aws.ScriptedAws;
import dev.slipway.storage.aws.ScriptedAws.Reply;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;

/** Downloads over a connection that breaks off, as it may on any day. */
class ArtifactStoreTest {
  private static final String REGION = "eu-west-1";
  private static final String CONTENT = "layer";

  /** Linux's. */
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  private final ArtifactRef ref =
      new ArtifactRef(
          "s3://slipway-123456789012-eu-west-1/layers/a.zip",
          Sha256.of(CONTENT.getBytes(UTF_8)),
          CONTENT.length());

  /** What is done with a store. */
  private interface Use {
    void of(ArtifactStore store) throws Exception;
  }

  /**
   * Uses a store whose first answers break off.
   *
   * @return how many answers there were
   */
  private static int use(int broken, Use use) throws Exception {
    var answers = new AtomicInteger();
    try (var aws =
            new ScriptedAws(
                request -> {
                  boolean whole = answers.incrementAndGet() > broken;
                  return new Reply(200, whole ? CONTENT : CONTENT.substring(2), whole);
                });
        var clients = aws.clients(BucketNames.DEFAULT)) {
      use.of(new ArtifactStore(clients, new CallerIdentity(clients, Clock.systemUTC())));
    }
    return answers.get();
  }

  @Test
  void answerThatBreaksOff_isAskedForAgain() throws Exception {
    int answers =
        use(1, store -> assertThat(store.read(REGION, ref)).isEqualTo(CONTENT.getBytes(UTF_8)));

    assertThat(answers).isEqualTo(2);
  }

  @Test
  void downloadThatBreaksOff_isBegunAgain() throws Exception {
    Path target = folder.resolve("a.zip");

    int answers = use(1, store -> store.download(REGION, ref, target));

    assertThat(answers).isEqualTo(2);
    assertThat(target).hasContent(CONTENT);
  }

  @Test
  @EnabledIf("diskThatIsFull")
  void downloadToAFullDisk_failsAsSuch_andIsNotAskedForAgain() throws Exception {
    int answers =
        use(
            0,
            store ->
                assertThatIOException()
                    .isThrownBy(() -> store.download(REGION, ref, FULL))
                    .withMessageContaining("No space left"));

    assertThat(answers).isEqualTo(1);
  }

  static boolean diskThatIsFull() {
    return Files.isWritable(FULL);
  }

  @Test
  void answersThatAlwaysBreakOff_areAFailureThatMayPass() throws Exception {
    int always = Integer.MAX_VALUE;

    use(always, store -> requireTransient(() -> store.read(REGION, ref)));
    use(
        always,
        store -> requireTransient(() -> store.download(REGION, ref, folder.resolve("never.zip"))));
  }

  private static void requireTransient(ThrowingCallable call) {
    var failure = AwsFailures.explain(catchThrowableOfType(SdkException.class, call));

    assertThat(failure.type()).isEqualTo(FailureType.AWS_UNAVAILABLE);
  }
}
