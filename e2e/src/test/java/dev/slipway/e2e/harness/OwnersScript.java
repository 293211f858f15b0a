package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Calls AWS as the owner of an emulated account, with the SDK for Python that the emulator has. */
public final class OwnersScript {
  private final URI emulator;

  public OwnersScript(URI emulator) {
    this.emulator = emulator;
  }

  /** Runs statements that may use {@code boto3}, and returns what they print. */
  public String run(String statements) {
    var builder =
        new ProcessBuilder(
            List.of(
                Ground.pythonOfTheEmulator().toString(),
                "-I",
                "-c",
                "import boto3\n" + statements));
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL",
                emulator.toString(),
                "AWS_ACCESS_KEY_ID",
                "000000000000",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_DEFAULT_REGION",
                "us-east-1"));
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the owner's script failed: " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
