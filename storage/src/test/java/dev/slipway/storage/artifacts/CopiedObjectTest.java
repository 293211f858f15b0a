package dev.slipway.storage.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.model.ArtifactRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a copy means where S3 does not do as asked. */
class CopiedObjectTest {
  private static final String BUCKET = "slipway-000000000000-us-east-1";
  private static final ArtifactRef ORIGINAL =
      new ArtifactRef("s3://" + BUCKET + "/agents/a/1/runtime.zip", "ab".repeat(32), 4);

  private final ScriptedS3 s3 = new ScriptedS3();

  private boolean store() {
    return new CopiedObject(s3).store(ORIGINAL, BUCKET, "agents/a/2/runtime.zip", Map.of());
  }

  @Test
  void copyWithTheHash_isStored() {
    s3.copied = Sha256.base64(ORIGINAL.sha256());

    assertThat(store()).isTrue();
  }

  @Test
  void copyOfOtherBytes_orOfWhichS3SaysNoHash_isNot() {
    assertThat(store()).isFalse();

    s3.copied = Sha256.base64("cd".repeat(32));
    assertThat(store()).isFalse();
  }

  @Test
  void copyThatIsNotAllowed_isLeftToReadingAndSending() {
    s3.refusedCopy = 403;

    assertThat(store()).isFalse();
  }

  @Test
  void failureOfS3_isLeftToARetry() {
    s3.refusedCopy = 503;

    assertThatThrownBy(this::store).isInstanceOf(S3Exception.class);
  }
}
