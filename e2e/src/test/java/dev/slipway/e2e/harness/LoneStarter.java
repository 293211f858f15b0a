package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A starter in its own process, which can be killed or measured separately. */
public final class LoneStarter implements AutoCloseable {
  /** On a machine busy with other builds; usually it takes seconds. */
  private static final Duration MAX_START = Duration.ofMinutes(4);

  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-Xmx300m");
  private static final String ACCOUNT = "000000000000";

  private final String temporalTarget;
  private final URI emulator;
  private final String token;
  private final Path log;
  private final List<String> memory;
  private final List<String> options;
  private final String whenUp;
  private final int port = Ground.portBase();
  private @Nullable Process process;

  /** A second starter of a running stack, quick to start. */
  public LoneStarter(LocalStack stack) {
    this(
        stack.temporalTarget(),
        stack.emulator(),
        stack.emulatorToken(),
        stack.home().resolve("lone-starter.log"),
        QUICK);
  }

  /**
   * The starter of that Temporal and that emulator.
   *
   * @param token the session token that emulator requires; empty if none
   * @param log receives its output
   * @param memory the JVM's own options
   */
  public LoneStarter(
      String temporalTarget, URI emulator, String token, Path log, List<String> memory) {
    // Whether it reaches both Temporal and the store; its own health requires workers, too.
    this(temporalTarget, emulator, token, log, memory, List.of(), "/deployments?page_size=1");
  }

  private LoneStarter(
      String temporalTarget,
      URI emulator,
      String token,
      Path log,
      List<String> memory,
      List<String> options,
      String whenUp) {
    this.temporalTarget = temporalTarget;
    this.emulator = emulator;
    this.token = token;
    this.log = log;
    this.memory = memory;
    this.options = options;
    this.whenUp = whenUp;
  }

  /**
   * One that reaches neither Temporal nor AWS: it knows who calls and what they may do, and its
   * rules.
   *
   * @param folder for its output and its token
   * @param options its settings, such as {@code --slipway.policy=…}
   */
  public static LoneStarter unconnected(Path folder, String... options) {
    return new LoneStarter(
        "127.0.0.1:1",
        URI.create("http://127.0.0.1:1"),
        "",
        folder.resolve("lone-starter.log"),
        QUICK,
        List.of(options),
        "/whoami");
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public Api api() {
    return new Api(address());
  }

  /** Starts it on its port, the same every time, and returns once it answers. */
  public LoneStarter start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(memory);
    command.add("-Daws.accessKeyId=" + ACCOUNT);
    command.add("-Daws.secretAccessKey=" + ACCOUNT);
    command.add("-Daws.region=us-east-1");
    if (!token.isEmpty()) {
      command.add("-Daws.sessionToken=" + token);
    }
    command.add("-jar");
    command.add(UnpackedJar.starter().toString());
    command.add("--server.port=" + port);
    command.add("--slipway.sign-in.token-file=" + tokenFile());
    command.add("--slipway.temporal.target=" + temporalTarget);
    command.add("--slipway.aws.endpoint=" + emulator);
    command.addAll(options);
    var builder = new ProcessBuilder(command);
    // The launcher's variables; a standalone starter never has them.
    builder.environment().keySet().removeIf(name -> name.startsWith("SLIPWAY_"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Waiting.until("the starter to be up", MAX_START, this::answers);
    } catch (RuntimeException failed) {
      kill9(); // Its caller has nothing to close yet.
      throw failed;
    }
    return this;
  }

  private Path tokenFile() {
    try {
      return Files.writeString(log.resolveSibling("lone-starter-token"), Ground.TOKEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (process != null && !process.isAlive()) {
      throw new IllegalStateException("the starter ended:\n" + log());
    }
    try {
      return api().get(whenUp).status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Its process id; it must have been started. */
  public long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** What it printed. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What its own threads are doing, for a test that timed out. */
  public String threads() {
    Path dump = log.resolveSibling("lone-starter-threads.txt");
    try {
      new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
              String.valueOf(pid()),
              "Thread.dump_to_file",
              "-overwrite",
              dump.toString())
          .redirectErrorStream(true)
          .start()
          .getInputStream()
          .readAllBytes();
      return Stream.of(Files.readString(dump).split("\n\n"))
          .filter(thread -> thread.contains("dev.slipway"))
          .collect(Collectors.joining("\n\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void kill9() {
    Killing.now(process);
  }

  @Override
  public void close() {
    kill9();
  }
}
