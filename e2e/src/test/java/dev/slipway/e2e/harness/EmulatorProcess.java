package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An emulator that belongs to a test rather than to the stack, so that it outlives the stack. It is
 * the stack's own program, which runs the code of AgentCore's runtimes, too; no fence is around it.
 */
public final class EmulatorProcess implements AutoCloseable {
  /** Two seconds on an idle machine. */
  private static final Duration MAX_START = Duration.ofSeconds(60);

  private final int port = Ground.portBase();
  private final Path home;
  // Nothing is left running, even if the tests are interrupted.
  private final Thread stopAtTheLatest = new Thread(this::end, "stop the emulator");
  private final Process process;

  public EmulatorProcess() {
    this(Map.of());
  }

  /** One with its own settings, such as {@code AUTH} for an account that enforces permissions. */
  public EmulatorProcess(Map<String, String> settings) {
    try {
      home = Files.createTempDirectory("slipway-e2e-aws-");
      process = start(settings);
      Runtime.getRuntime().addShutdownHook(stopAtTheLatest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until("the emulator to answer", MAX_START, this::isReady);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private Process start(Map<String, String> settings) throws IOException {
    String folder = home.toString();
    var builder =
        new ProcessBuilder(
            Ground.pythonOfTheEmulator().toString(),
            "-I",
            program().toString(),
            "--idle-seconds=60",
            "--idle-count=8",
            "--sessions=64");
    var variables = builder.environment();
    variables.keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TZ"));
    variables.put("GATEWAY_PORT", String.valueOf(port));
    variables.put("BIND_HOST", "127.0.0.1");
    variables.put("MINISTACK_ACCOUNT_ID", "000000000000");
    variables.put("IOT_MTLS_ENABLED", "0");
    variables.put("SFTP_ENABLED", "0");
    variables.put("STATE_DIR", folder + "/state");
    variables.put("S3_DATA_DIR", folder + "/s3");
    variables.put("TMPDIR", folder);
    variables.put("HOME", folder);
    variables.putAll(settings);
    builder.redirectErrorStream(true);
    builder.redirectOutput(home.resolve("emulator.log").toFile());
    return builder.start();
  }

  /** A copy, since Python leaves compiled files next to what a program imports. */
  private Path program() throws IOException {
    Path folder = Files.createDirectory(home.resolve("program"));
    Path sources = Ground.root().resolve("local/src/main/resources/dev/slipway/local");
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(sources, "emulator*.py")) {
      for (Path module : modules) {
        Files.copy(module, folder.resolve(module.getFileName()));
      }
    }
    return folder.resolve("emulator.py");
  }

  private boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the emulator ended with %d:%n%s".formatted(process.exitValue(), log()));
    }
    var request = HttpRequest.newBuilder(address().resolve("/_ministack/ready")).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(home.resolve("emulator.log"));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(stopAtTheLatest);
    Leavings.clear(home);
  }

  private void end() {
    List<ProcessHandle> functions = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      functions.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
