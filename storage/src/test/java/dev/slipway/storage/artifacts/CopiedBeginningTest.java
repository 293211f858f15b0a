package dev.slipway.storage.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.model.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What becomes of a file where S3 does not do as asked. */
class CopiedBeginningTest {
  private static final String BUCKET = "slipway-000000000000-us-east-1";
  private static final int KEPT = CopiedBeginning.SMALLEST_PART;
  private static final Map<String, String> METADATA = Map.of("sha256", "of the whole");

  @TempDir Path folder;

  private final ScriptedS3 s3 = new ScriptedS3();

  private boolean store(int kept) throws IOException {
    var whole = new byte[kept + 3];
    Arrays.fill(whole, (byte) 7);
    Path rest = Files.write(folder.resolve("rest"), Arrays.copyOfRange(whole, kept, kept + 3));
    String begins = Sha256.of(Arrays.copyOf(whole, kept));
    s3.copied = Sha256.base64(begins);
    var base = new ArtifactRef("s3://" + BUCKET + "/layers/a.zip", "ab".repeat(32), kept + 1L);
    var continuation = new Continuation(base, kept, begins, rest, Sha256.of(whole));
    s3.base = Sha256.base64(base.sha256());
    s3.prepared.run();
    return new CopiedBeginning(s3, BUCKET).store("agents/a/runtime.zip", continuation, METADATA);
  }

  @Test
  void beginningIsCopied_andOnlyTheRestIsSent() throws Exception {
    assertThat(store(KEPT)).isTrue();

    assertThat(s3.calls).containsExactly("head", "create", "copy 0-5242879", "send 3", "complete");
    assertThat(s3.completed.mpuObjectSize()).isEqualTo(KEPT + 3);
    assertThat(s3.completed.multipartUpload().parts())
        .extracting(CompletedPart::checksumSHA256)
        .containsExactly(s3.copied, Sha256.base64(Sha256.of(new byte[] {7, 7, 7})));
  }

  @Test
  void beginningThatIsTooSmallForAPart_isNotCopied() throws Exception {
    assertThat(store(KEPT - 1)).isFalse();

    assertThat(s3.calls).isEmpty();
  }

  @Test
  void baseOfWhichS3KnowsNoHash_isNotCopied() throws Exception {
    s3.prepared = () -> s3.base = null;

    assertThat(store(KEPT)).isFalse();

    assertThat(s3.calls).containsExactly("head");
  }

  @Test
  void baseThatSomebodyReplaced_isNotCopied() throws Exception {
    s3.prepared = () -> s3.base = Sha256.base64("cd".repeat(32));

    assertThat(store(KEPT)).isFalse();

    assertThat(s3.calls).containsExactly("head");
  }

  @Test
  void baseThatIsReplacedMeanwhile_isNotCopied() throws Exception {
    s3.refusedCopy = 412;

    assertThat(store(KEPT)).isFalse();

    assertThat(s3.calls).endsWith("copy 0-5242879", "abort");
    assertThat(s3.condition).isEqualTo("\"etag of the base\"");
  }

  @Test
  void copyOfOtherBytes_isAbandoned() throws Exception {
    s3.prepared = () -> s3.copied = Sha256.base64("ef".repeat(32));

    assertThat(store(KEPT)).isFalse();

    assertThat(s3.calls).endsWith("copy 0-5242879", "abort");
  }

  @Test
  void copyOfWhichS3SaysNoHash_isAbandoned() throws Exception {
    s3.prepared = () -> s3.copied = null;

    assertThat(store(KEPT)).isFalse();

    assertThat(s3.calls).endsWith("copy 0-5242879", "abort");
  }

  @Test
  void failureOfS3_isLeftToARetry_andNothingStaysBehind() {
    s3.refusedCopy = 503;

    assertThatThrownBy(() -> store(KEPT)).isInstanceOf(S3Exception.class);

    assertThat(s3.calls).endsWith("copy 0-5242879", "abort");
  }

  @Test
  void stepThatIsStopped_abortsItsUpload_andStaysInterrupted() {
    s3.interruptsCopy = true;

    assertThatThrownBy(() -> store(KEPT)).isInstanceOf(AbortedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(s3.calls).endsWith("copy 0-5242879", "abort");
  }
}
