package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Notes when each test begins, so that a recorded request to AWS can be traced to its test. */
final class TestLog {
  private TestLog() {}

  /** Where requests are recorded; {@code aws_requests.py} reads them. */
  static Path requests() {
    return Ground.root().resolve("e2e/target/aws-requests");
  }

  static void begin(String name) {
    Path file = requests().resolve(ProcessHandle.current().pid() + ".tests.ndjson");
    String line = "{\"at\":\"%s\",\"test\":\"%s\"}\n".formatted(Instant.now(), name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
