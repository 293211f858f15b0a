package dev.slipway.activities.files;

import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.emulator.OnEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
}
