package dev.slipway.local;

import dev.slipway.local.component.ComponentRecord;
import dev.slipway.local.component.ComponentState;
import dev.slipway.local.component.RecordFile;
import dev.slipway.local.process.ProcessIdentity;
import dev.slipway.local.process.Processes;
import java.time.Instant;
import java.util.Optional;

/** The record of the JVM that runs worker and starter. */
final class JvmRecord {
  static final String NAME = "slipway";
  static final String TITLE = "Worker and starter";
  static final String EMULATOR = "emulator";
  private static final String REAL = "real";

  private JvmRecord() {}

  static RecordFile file(HomeDirectory home) {
    return new RecordFile(home.run().resolve(NAME + ".json"));
  }

  static void write(LocalSettings settings, ComponentState state) {
    file(settings.home())
        .write(
            new ComponentRecord(
                NAME,
                ProcessIdentity.ofThisJvm(),
                settings.ports().starter(),
                "http://127.0.0.1:" + settings.ports().starter(),
                settings.emulator() ? EMULATOR : REAL,
                state,
                Instant.now(),
                0,
                ""));
  }

  /** What a running stack calls AWS; empty where none runs. */
  static Optional<String> aws(HomeDirectory home) {
    return file(home)
        .read()
        .filter(record -> record.process().find().isPresent())
        .map(ComponentRecord::fingerprint)
        .filter(aws -> !aws.isEmpty());
  }

  /** The JVM of a running {@code up}, found by its command line if its record is damaged. */
  static Optional<ProcessHandle> find(HomeDirectory home) {
    return file(home)
        .read()
        .map(ComponentRecord::process)
        .flatMap(ProcessIdentity::find)
        .or(() -> findByLook(home));
  }

  private static Optional<ProcessHandle> findByLook(HomeDirectory home) {
    return Processes.withEnvironment("SLIPWAY_HOME=" + home.path()).stream()
        .filter(process -> Processes.commandLine(process).strip().matches(".*slipway-local.* up"))
        .findFirst();
  }
}
