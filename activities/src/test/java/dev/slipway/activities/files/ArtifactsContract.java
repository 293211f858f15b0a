package dev.slipway.activities.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.audit.MemoryRecords;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps rely on, whether artifacts are in memory or in AWS: the same tests for both. */
abstract class ArtifactsContract {
  static final String REGION = MemoryRecords.REGION;

  /** Enough for S3 to copy it as a part. */
  static final int LARGE = 5 * 1024 * 1024 + 20;

  /** Buckets are shared: this key is unique. */
  final String key = "contract/%s/code.zip".formatted(UUID.randomUUID());

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

    ArtifactRef stored = artifacts().put(REGION, key, file, Sha256.of(file));

    assertThat(artifacts().read(REGION, stored)).isEqualTo(bytes("file"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> artifacts().put(REGION, key, folder.resolve("none"), "ab".repeat(32)));
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
  void copy_hasTheSameBytesUnderAnotherKey() {
    ArtifactRef original = artifacts().put(REGION, key, bytes("copied"));

    ArtifactRef copy = artifacts().copy(REGION, original, key + ".copy");

    assertThat(copy.key()).isEqualTo(key + ".copy");
    assertThat(copy.sha256()).isEqualTo(original.sha256());
    assertThat(artifacts().find(REGION, copy.key())).contains(copy);
    assertThat(artifacts().read(REGION, copy)).isEqualTo(bytes("copied"));
  }

  @Test
  void copyOfSomethingElse_orOfNothing_isCorruptAndLeavesNothing() {
    ArtifactRef original = artifacts().put(REGION, key, bytes("good"));
    artifacts().put(REGION, key, bytes("evil"));
    var gone = new ArtifactRef(original.uri() + ".gone", original.sha256(), original.bytes());

    assertCorrupt(() -> artifacts().copy(REGION, original, key + ".copy"));
    assertCorrupt(() -> artifacts().copy(REGION, gone, key + ".copy"));

    assertThat(artifacts().find(REGION, key + ".copy")).isEmpty();
  }

  @Test
  void whatContinuesAStoredObject_isStoredWhole(@TempDir Path folder) throws Exception {
    byte[] layer = content(LARGE);
    ArtifactRef base = artifacts().put(REGION, key, layer);

    for (int kept : new int[] {LARGE - 10, 100}) {
      ArtifactRef stored =
          artifacts().put(REGION, key + kept, continued(folder, base, layer, kept));

      byte[] whole = whole(layer, kept);
      assertThat(stored.sha256()).isEqualTo(Sha256.of(whole));
      assertThat(stored.bytes()).isEqualTo(whole.length);
      assertThat(artifacts().find(REGION, stored.key())).contains(stored);
      assertThat(artifacts().read(REGION, stored)).isEqualTo(whole);
      Path fetched = folder.resolve("fetched" + kept);
      artifacts().download(REGION, stored, fetched);
      assertThat(fetched).hasBinaryContent(whole);
    }
  }

  @Test
  void whatContinuesSomethingElse_orNothing_isCorruptAndLeavesNothing(@TempDir Path folder)
      throws Exception {
    byte[] layer = content(LARGE);
    ArtifactRef base = artifacts().put(REGION, key, layer);
    Continuation parts = continued(folder, base, layer, LARGE - 10);
    byte[] foreign = layer.clone();
    foreign[0] ^= 1;
    artifacts().put(REGION, key, foreign);
    var gone = new ArtifactRef(base.uri() + ".gone", base.sha256(), base.bytes());

    assertCorrupt(() -> artifacts().put(REGION, key + ".package", parts));
    assertCorrupt(
        () ->
            artifacts().put(REGION, key + ".package", continued(folder, gone, layer, LARGE - 10)));

    assertThat(artifacts().find(REGION, key + ".package")).isEmpty();
  }

  private static Continuation continued(Path folder, ArtifactRef base, byte[] layer, int kept)
      throws IOException {
    return new Continuation(
        base,
        kept,
        Sha256.of(Arrays.copyOf(layer, kept)),
        Files.write(folder.resolve("rest"), bytes("end")),
        Sha256.of(whole(layer, kept)));
  }

  private static byte[] whole(byte[] layer, int kept) {
    byte[] whole = Arrays.copyOf(layer, kept + 3);
    System.arraycopy(bytes("end"), 0, whole, kept, 3);
    return whole;
  }

  private static byte[] content(int size) {
    var content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
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
    assertCorrupt(() -> artifacts().read(REGION, ref));
  }

  private static void assertCorrupt(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure ->
                assertThat(failure.getType()).isEqualTo(FailureType.ARTIFACT_CORRUPT.wireName()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
