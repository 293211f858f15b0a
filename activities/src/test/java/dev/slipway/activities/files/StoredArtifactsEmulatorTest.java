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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static String etag(String key) {
    String bucket = account.artifacts().bucketName(REGION);
    return account.aws().s3(REGION).headObject(head -> head.bucket(bucket).key(key)).eTag();
  }
}
