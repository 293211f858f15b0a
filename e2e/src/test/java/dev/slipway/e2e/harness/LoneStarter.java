package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A second front door of a running stack, in a process of its own that can be killed alone. */
public final class LoneStarter implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(1);
  private static final String ACCOUNT = "000000000000";

  private final LocalStack stack;
  private final int port = Ground.portBase();
  private @Nullable Process process;

  public LoneStarter(LocalStack stack) {
    this.stack = stack;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public Api api() {
    return new Api(address());
  }

  /** Starts it on its port, the same every time, and returns when it answers. */
  public LoneStarter start() {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx300m",
                "-Daws.accessKeyId=" + ACCOUNT,
                "-Daws.secretAccessKey=" + ACCOUNT,
                "-Daws.region=us-east-1",
                "-jar",
                Ground.root().resolve("starter/target/slipway-starter.jar").toString(),
                "--server.port=" + port,
                "--slipway.temporal.target=" + stack.temporalTarget(),
                "--slipway.aws.endpoint=" + stack.emulator()));
    // The launcher's names beside the room's own; alone, a room is never started with them.
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(stack.home().resolve("lone-starter.log").toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until("the starter to be up", LONGEST_START, api()::isHealthy);
    return this;
  }

  public void kill9() {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while killing the starter", e);
    }
  }

  @Override
  public void close() {
    kill9();
  }
}
