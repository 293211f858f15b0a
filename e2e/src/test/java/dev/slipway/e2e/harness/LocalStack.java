package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The embedded stack as a user starts it: its own JVM with its own home. */
public final class LocalStack implements AutoCloseable {
  /** A first start on a machine busy with other builds; usually it takes seconds. */
  private static final Duration MAX_START = Duration.ofMinutes(4);

  /** Longer than {@code down} itself allows for everything together, and a JVM's start. */
  private static final Duration MAX_STOP = Duration.ofMinutes(3);

  /** A worker's packages, compiled and packed: shared, since they take longer than most tests. */
  private static final Path PACKAGES = Ground.root().resolve("e2e/target/packages");

  private final Path home;
  private final int portBase;
  private final Map<String, String> environment;
  // Nothing is left running, even if the tests are interrupted.
  private final Thread stopAtTheLatest = new Thread(this::down, "stop the stack");
  private @Nullable Process process;

  public LocalStack() {
    this(Map.of());
  }

  public LocalStack(Map<String, String> extraEnvironment) {
    TestLog.begin(starter());
    try {
      home = Files.createTempDirectory("slipway-e2e-");
      Files.writeString(home.resolve("token"), Ground.TOKEN);
      Files.createSymbolicLink(
          Files.createDirectory(home.resolve("work")).resolve("packages"),
          Files.createDirectories(PACKAGES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    portBase = Ground.portBase();
    environment = new HashMap<>(extraEnvironment);
    environment.put("SLIPWAY_HOME", home.toString());
    environment.put("SLIPWAY_PORT_BASE", String.valueOf(portBase));
    environment.putIfAbsent("SLIPWAY_AWS", "emulator");
    Runtime.getRuntime().addShutdownHook(stopAtTheLatest);
  }

  /** The test that starts it. */
  private static String starter() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .map(frame -> frame.getClassName().replaceFirst(".*\\.", ""))
                    .filter(name -> name.endsWith("IT"))
                    .findFirst())
        .orElse("a test");
  }

  public String url() {
    return "http://127.0.0.1:" + portBase;
  }

  public Api api() {
    return new Api(address());
  }

  /** Where page and API are. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + portBase);
  }

  public URI emulator() {
    return URI.create("http://127.0.0.1:" + (portBase + 3));
  }

  /** The session token that the emulator requires; the stack must have been started. */
  public String emulatorToken() {
    try {
      return Files.readString(home.resolve("emulator-token"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    Waiting.until("the stack to be up", MAX_START, this::isUp);
    return this;
  }

  /** Stops everything in order; {@link #start()} starts it again with the same home. */
  public void stop() {
    down();
  }

  private boolean isUp() {
    if (process != null && !process.isAlive()) {
      throw new IllegalStateException(
          "the stack ended with " + process.exitValue() + ":\n" + log());
    }
    return api().isHealthy();
  }

  /** Kills the JVM as a power cut would: no hook runs. */
  public void kill9() {
    Killing.now(process);
  }

  /** Kills one child of the stack likewise; it must be up. */
  public void kill9(String component) {
    ProcessHandle child = ProcessHandle.of(pidOfRunning(component)).orElseThrow();
    child.destroyForcibly();
    child.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** The process id of a running component, as the stack itself reports it. */
  public Optional<Long> pidOf(String component) {
    for (JsonNode line : status().path("components")) {
      if (line.path("component").asText().equals(component)
          && line.path("state").asText().equals("up")) {
        return Optional.of(line.path("pid").asLong());
      }
    }
    return Optional.empty();
  }

  /** Likewise; if it is not up, the test fails. */
  public long pidOfRunning(String component) {
    return pidOf(component)
        .orElseThrow(
            () -> new IllegalStateException("%s is not up: %s".formatted(component, status())));
  }

  private JsonNode status() {
    try {
      Files.deleteIfExists(home.resolve("status.log"));
      launch("status", "--json").waitFor();
      return new ObjectMapper().readTree(home.resolve("status.log").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at the stack", e);
    }
  }

  /** Waits until a component runs as a different process from the given one. */
  public void awaitAnother(String component, long pid, Duration atMost) {
    Waiting.until(
        component + " to be back",
        atMost,
        () -> pidOf(component).filter(now -> now != pid).isPresent());
  }

  /** Waits until a step's SAM or uv runs; the quick checks of versions and code do not count. */
  public void awaitTool() {
    Waiting.until("a tool to run", MAX_START, () -> tools().stream().anyMatch(LocalStack::builds));
  }

  private static boolean builds(ProcessHandle tool) {
    String line = String.join(" ", tool.info().arguments().orElse(new String[0]));
    return line.matches(".*(pip compile|pip install|compileall|build --output).*");
  }

  /** Programs started by this stack's steps that are still running. */
  public List<ProcessHandle> tools() {
    String mark = "SLIPWAY_WORKS_FOR=" + home.resolve("work");
    return ProcessHandle.allProcesses().filter(process -> carries(process, mark)).toList();
  }

  private static boolean carries(ProcessHandle process, String mark) {
    try {
      Path environ = Path.of("/proc", String.valueOf(process.pid()), "environ");
      return List.of(Files.readString(environ, StandardCharsets.ISO_8859_1).split("\0"))
          .contains(mark);
    } catch (IOException notOursOrGone) {
      return false;
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
    Leavings.clear(home);
  }

  private void down() {
    Process down = launch("down");
    try {
      if (!down.waitFor(MAX_STOP.toSeconds(), TimeUnit.SECONDS)) {
        down.destroyForcibly();
        throw new IllegalStateException("down did not end within %s".formatted(MAX_STOP));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopping the stack", e);
    }
  }

  private Process launch(String command, String... options) {
    var words = new ArrayList<>(StackJar.words());
    words.add(command);
    words.addAll(List.of(options));
    var builder = new ProcessBuilder(words);
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
