package dev.slipway.activities.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.model.ArtifactRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Tag;

@OnEmulator
class StoredArtifactsEmulatorTest extends ArtifactsContract {
  private static EmulatedAccount account;

  @BeforeAll
  static void open() {
    account = EmulatedAccount.open();
  }

  @AfterAll
  static void close() {
    account.close();
  }

  @Override
  Artifacts artifacts() {
    return new StoredArtifacts(account.artifacts());
  }

  @Test
  void beginningOfWhatContinuesAStoredObject_isCopiedByS3(@TempDir Path folder) throws Exception {
    byte[] layer = new byte[LARGE];
    ArtifactRef base = artifacts().put(REGION, key, layer);
    Path rest = Files.write(folder.resolve("rest"), new byte[1]);
    String whole = Sha256.of(Arrays.copyOf(layer, LARGE + 1));

    artifacts()
        .put(
            REGION, key + ".package", new Continuation(base, LARGE, Sha256.of(layer), rest, whole));

    // Of two parts.
    assertThat(etag(key + ".package")).endsWith("-2\"");
    assertThat(etag(key)).doesNotContain("-");
  }

  @Test
  void stepThatIsRepeatedAfterItsUploadWasCutOff_storesAllOfIt(@TempDir Path folder)
      throws Exception {
    byte[] layer = new byte[LARGE];
    ArtifactRef base = artifacts().put(REGION, key, layer);
    String target = key + ".package";
    String unfinished = killedAfterTheCopy(base, target);
    Path rest = Files.write(folder.resolve("rest"), new byte[1]);
    byte[] whole = Arrays.copyOf(layer, LARGE + 1);
    assertThat(artifacts().find(REGION, target)).isEmpty();

    var parts = new Continuation(base, LARGE, Sha256.of(layer), rest, Sha256.of(whole));
    ArtifactRef stored = artifacts().put(REGION, target, parts);

    assertThat(artifacts().read(REGION, stored)).isEqualTo(whole);
    assertThat(etag(target)).endsWith("-2\"");
    assertThat(uploads(target)).containsExactly(unfinished);
    account.artifacts().abortUploads(REGION, target.substring(0, target.lastIndexOf('/') + 1));
    assertThat(uploads(target)).isEmpty();
  }

  /** An upload with another first part than the repeated step's. */
  private static String killedAfterTheCopy(ArtifactRef base, String target) {
    String bucket = account.artifacts().bucketName(REGION);
    S3Client s3 = account.aws().s3(REGION);
    String upload =
        s3.createMultipartUpload(
                create ->
                    create.bucket(bucket).key(target).checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    s3.uploadPartCopy(
        copy ->
            copy.sourceBucket(bucket)
                .sourceKey(base.key())
                .copySourceRange("bytes=0-9")
                .destinationBucket(bucket)
                .destinationKey(target)
                .uploadId(upload)
                .partNumber(1));
    return upload;
  }

  private static List<String> uploads(String key) {
    String bucket = account.artifacts().bucketName(REGION);
    return account
        .aws()
        .s3(REGION)
        .listMultipartUploads(list -> list.bucket(bucket).prefix(key))
        .uploads()
        .stream()
        .map(MultipartUpload::uploadId)
        .toList();
  }

  @Test
  void uploadOfWhichS3CopiedOtherBytes_isAborted(@TempDir Path folder) throws Exception {
    byte[] layer = new byte[LARGE];
    ArtifactRef base = artifacts().put(REGION, key, layer);
    Path rest = Files.write(folder.resolve("rest"), new byte[1]);
    String whole = Sha256.of(Arrays.copyOf(layer, LARGE + 1));
    var wrong = new Continuation(base, LARGE, "ab".repeat(32), rest, whole);

    // Sent whole instead.
    ArtifactRef stored = artifacts().put(REGION, key + ".package", wrong);

    assertThat(artifacts().read(REGION, stored)).hasSize(LARGE + 1);
    assertThat(etag(key + ".package")).doesNotContain("-");
    assertThat(uploads(key)).isEmpty();
  }

  @Test
  void copy_doesNotTakeTheTagsOfOthersAlong() {
    String bucket = account.artifacts().bucketName(REGION);
    S3Client s3 = account.aws().s3(REGION);
    ArtifactRef original = artifacts().put(REGION, key, new byte[1]);
    var tag = Tag.builder().key("scanned").value("yes").build();
    s3.putObjectTagging(put -> put.bucket(bucket).key(key).tagging(all -> all.tagSet(tag)));

    artifacts().copy(REGION, original, key + ".copy");

    assertThat(s3.getObjectTagging(get -> get.bucket(bucket).key(key)).tagSet()).hasSize(1);
    assertThat(s3.getObjectTagging(get -> get.bucket(bucket).key(key + ".copy")).tagSet())
        .isEmpty();
  }

  @Test
  void copyOfWhatWasAssembled_hasTheHashOfAllOfIt(@TempDir Path folder) throws Exception {
    byte[] layer = new byte[LARGE];
    ArtifactRef base = artifacts().put(REGION, key, layer);
    Path rest = Files.write(folder.resolve("rest"), new byte[1]);
    String whole = Sha256.of(Arrays.copyOf(layer, LARGE + 1));
    var parts = new Continuation(base, LARGE, Sha256.of(layer), rest, whole);
    ArtifactRef assembled = artifacts().put(REGION, key + ".package", parts);

    artifacts().copy(REGION, assembled, key + ".copy");

    HeadObjectResponse first = head(key + ".package");
    assertThat(first.checksumTypeAsString()).isEqualTo("COMPOSITE");
    assertThat(first.checksumSHA256()).endsWith("-2");
    HeadObjectResponse copy = head(key + ".copy");
    assertThat(copy.checksumTypeAsString()).isEqualTo("FULL_OBJECT");
    assertThat(copy.checksumSHA256())
        .isEqualTo(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(whole)));
  }

  private static String etag(String key) {
    return head(key).eTag();
  }

  private static HeadObjectResponse head(String key) {
    String bucket = account.artifacts().bucketName(REGION);
    return account
        .aws()
        .s3(REGION)
        .headObject(head -> head.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
  }
}
