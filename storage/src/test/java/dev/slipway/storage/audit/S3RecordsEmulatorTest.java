package dev.slipway.storage.audit;

import dev.slipway.storage.emulator.EmulatedAccount;
import dev.slipway.storage.emulator.OnEmulator;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@OnEmulator
class S3RecordsEmulatorTest extends RecordsContract {
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
  Records records() {
    return new S3Records(account.aws(), account.artifacts(), Duration.ZERO, Clock.systemUTC());
  }
}
