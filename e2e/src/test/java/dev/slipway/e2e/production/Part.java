package dev.slipway.e2e.production;

import dev.slipway.e2e.harness.Killing;
import dev.slipway.e2e.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process that runs until it is stopped: when it ends otherwise, it is started again. */
final class Part {
  /** On a machine busy with other builds; usually it takes seconds. */
  private static final Duration MAX_START = Duration.ofMinutes(4);

  /** One that can't start is not started for ever. */
  private static final int MAX_STARTS = 30;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Callable<Boolean> healthy;
  private final Path log;
  private int starts;
  private @Nullable Process process;

  /**
   * @param healthy whether it does what it is there for
   * @param folder for its output
   */
  Part(
      String name,
      List<String> command,
      Map<String, String> environment,
      Callable<Boolean> healthy,
      Path folder) {
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.healthy = healthy;
    this.log = folder.resolve(name + ".log");
  }

  Part start() {
    starts = 0;
    launch();
    return this;
  }

  void awaitHealthy() {
    Waiting.until(name + " to be healthy", MAX_START, this::isHealthy);
  }

  /** Kills it as a power cut would; {@link #start} starts it again. */
  void kill() {
    Killing.now(process);
  }

  /** Asks it to end, with whatever it started. */
  void stop() {
    if (process == null) {
      return;
    }
    List<ProcessHandle> family = family().toList();
    process.destroy();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      family.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Itself and whatever it started. */
  Stream<ProcessHandle> family() {
    return process == null
        ? Stream.empty()
        : Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  private boolean isHealthy() throws Exception {
    if (process != null && !process.isAlive()) {
      launch();
    }
    return healthy.call();
  }

  private void launch() {
    if (++starts > MAX_STARTS) {
      throw new IllegalStateException("%s ends when started:%n%s".formatted(name, log()));
    }
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    Commands.give(builder, environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
