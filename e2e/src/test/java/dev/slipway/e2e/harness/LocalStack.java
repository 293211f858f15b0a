package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The embedded stack as a user starts it: a JVM of its own with a home of its own. */
public final class LocalStack implements AutoCloseable {
  /** A first start on a busy machine; the usual one takes a few seconds. */
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final int portBase;
  private final Map<String, String> environment;
  // Nothing is left running, even when the tests are interrupted.
  private final Thread stopAtTheLatest = new Thread(this::down, "stop the stack");
  private @Nullable Process process;

  public LocalStack() {
    this(Map.of());
  }

  public LocalStack(Map<String, String> extraEnvironment) {
    try {
      home = Files.createTempDirectory("slipway-e2e-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    portBase = Ground.portBase();
    environment = new HashMap<>(extraEnvironment);
    environment.put("SLIPWAY_HOME", home.toString());
    environment.put("SLIPWAY_PORT_BASE", String.valueOf(portBase));
    environment.putIfAbsent("SLIPWAY_AWS", "emulator");
  }

  public Api api() {
    return new Api(URI.create("http://127.0.0.1:" + portBase));
  }

  public URI emulator() {
    return URI.create("http://127.0.0.1:" + (portBase + 3));
  }

  public String temporalTarget() {
    return "127.0.0.1:" + (portBase + 1);
  }

  public Path home() {
    return home;
  }

  /** Starts the stack and returns when its API answers. */
  public LocalStack start() {
    process = launch("up");
    Runtime.getRuntime().addShutdownHook(stopAtTheLatest);
    Waiting.until("the stack to be up", LONGEST_START, this::isUp);
    return this;
  }

  private boolean isUp() {
    if (process != null && !process.isAlive()) {
      throw new IllegalStateException(
          "the stack ended with " + process.exitValue() + ":\n" + log());
    }
    return api().isHealthy();
  }

  /** Ends the JVM as a power cut would: no hook runs. */
  public void kill9() {
    if (process != null) {
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while killing the stack", e);
      }
    }
  }

  /** Ends one of the stack's own servers as a crash would; the stack starts it again. */
  public void killChild(String name) {
    try {
      String record = Files.readString(home.resolve("run").resolve(name + ".json"));
      long pid = JSON.readTree(record).path("process").path("pid").asLong();
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      child.destroyForcibly();
      child.onExit().get(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while killing " + name, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(name + " does not end", e);
    }
  }

  /** The stack's processes: the JVM, its servers, its tools and whatever those started. */
  public Stream<ProcessHandle> processes() {
    return process == null
        ? Stream.empty()
        : Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  /** What the stack printed. */
  public String log() {
    try {
      return Files.readString(home.resolve("up.log"));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    down();
    Runtime.getRuntime().removeShutdownHook(stopAtTheLatest);
  }

  private void down() {
    Process down = launch("down");
    try {
      if (!down.waitFor(60, TimeUnit.SECONDS)) {
        down.destroyForcibly();
        throw new IllegalStateException("down did not end within 60 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopping the stack", e);
    }
  }

  private Process launch(String command) {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-jar",
                Ground.root().resolve("local/target/slipway-local.jar").toString(),
                command));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(home.resolve(command + ".log").toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
