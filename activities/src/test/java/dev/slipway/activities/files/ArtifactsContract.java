package dev.slipway.activities.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.audit.MemoryRecords;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps rely on, whether artifacts are in memory or in AWS: the same tests for both. */
abstract class ArtifactsContract {
  private static final String REGION = MemoryRecords.REGION;

  /** Buckets are shared: this key is unique. */
  private final String key = "contract/%s/code.zip".formatted(UUID.randomUUID());

  abstract Artifacts artifacts();

  @Test
  void whatWasNeverStored_isNotFound() {
    assertThat(artifacts().find(REGION, key)).isEmpty();
  }

  @Test
  void whatWasStored_isFoundAndReadUnderItsHash() {
    byte[] content = bytes("first");

    ArtifactRef stored = artifacts().put(REGION, key, content);

    assertThat(stored.uri()).isEqualTo("s3://slipway-000000000000-us-east-1/" + key);
    assertThat(stored.key()).isEqualTo(key);
    assertThat(stored.sha256()).isEqualTo(Sha256.of(content));
    assertThat(stored.bytes()).isEqualTo(content.length);
    assertThat(artifacts().find(REGION, key)).contains(stored);
    assertThat(artifacts().read(REGION, stored)).isEqualTo(content);
  }

  @Test
  void aFile_isStoredAsItsBytesAre(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("code.zip"), bytes("file"));

    ArtifactRef stored = artifacts().put(REGION, key, file);

    assertThat(artifacts().read(REGION, stored)).isEqualTo(bytes("file"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> artifacts().put(REGION, key, folder.resolve("none")));
  }

  @Test
  void anotherContent_replaces_andTheOldReferenceReadsNothing() {
    ArtifactRef old = artifacts().put(REGION, key, bytes("old"));
    ArtifactRef current = artifacts().put(REGION, key, bytes("new"));

    assertThat(artifacts().find(REGION, key)).contains(current);
    assertThat(artifacts().read(REGION, current)).isEqualTo(bytes("new"));
    assertCorrupt(old);
  }

  @Test
  void aReferenceToNothing_isCorrupt() {
    String uri = artifacts().put(REGION, key, bytes("here")).uri();
    assertCorrupt(new ArtifactRef(uri.replace("code.zip", "gone.zip"), "0".repeat(64), 4));
  }

  @Test
  void regions_areSeparate() {
    artifacts().put(REGION, key, bytes("here"));

    assertThat(artifacts().find("eu-west-1", key)).isEmpty();
    assertThat(artifacts().put("eu-west-1", key, bytes("there")).uri()).contains("eu-west-1");
    assertThat(artifacts().find(REGION, key).orElseThrow().sha256())
        .isEqualTo(Sha256.of(bytes("here")));
  }

  private void assertCorrupt(ArtifactRef ref) {
    assertThatThrownBy(() -> artifacts().read(REGION, ref))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getType()).isEqualTo(FailureType.ARTIFACT_CORRUPT.wireName()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
