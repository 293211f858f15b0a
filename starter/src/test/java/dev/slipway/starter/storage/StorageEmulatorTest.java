package dev.slipway.starter.storage;

import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.model.SecretRef;
import java.util.List;
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
    return new S3CodeStore(stores());
  }

  @Override
  ApiKeyStore keys() {
    return new SecretsManagerApiKeyStore(stores());
  }

  private static AccountStores stores() {
    return new AccountStores(new StarterAws(account.aws()), List.of());
  }

  @Override
  boolean holds(SecretRef secret) {
    return account.secrets().exists("us-east-1", secret.arn());
  }
}
