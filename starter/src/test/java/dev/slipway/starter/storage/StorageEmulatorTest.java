package dev.slipway.starter.storage;

import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.model.SecretRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@OnEmulator
class StorageEmulatorTest extends KeptContract {
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
  CodeStore code() {
    return new S3CodeStore(account.artifacts());
  }

  @Override
  ApiKeyStore keys() {
    return new SecretsManagerApiKeyStore(account.secrets());
  }

  @Override
  boolean holds(SecretRef secret) {
    return account.secrets().exists("us-east-1", secret.arn());
  }
}
