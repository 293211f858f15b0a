package dev.slipway.starter.storage;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.workflows.model.SecretRef;

class FakeStorageTest extends KeptContract {
  private final FakeStorage storage = new FakeStorage();

  @Override
  CodeStore code() {
    return storage;
  }

  @Override
  ApiKeyStore keys() {
    return storage;
  }

  @Override
  boolean holds(SecretRef secret) {
    return storage.storedSecrets().contains(secret);
  }
}
