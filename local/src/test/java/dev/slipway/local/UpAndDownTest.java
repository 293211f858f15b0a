package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.local.component.ComponentRecord;
import dev.slipway.local.component.Place;
import dev.slipway.local.component.Progress;
import dev.slipway.local.process.PortOwner;
import dev.slipway.local.process.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on a real Temporal server; needs one. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEMPORAL", matches = ".+")
class UpAndDownTest {
  @TempDir Path home;

  private final Map<String, String> environment = new HashMap<>(System.getenv());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));

  @BeforeEach
  void settings() {
    environment.put("SLIPWAY_HOME", home.toString());
    environment.put("SLIPWAY_PORT_BASE", Integer.toString(freeBase()));
    environment.put("SLIPWAY_AWS", "real");
    // Not run here; they only have to be programs.
    environment.put("SLIPWAY_SAM", "/bin/sh");
    environment.put("SLIPWAY_UV", "/bin/sh");
    environment.put("SLIPWAY_PYTHON", python());
  }

  @AfterEach
  void leaveNothing() throws Exception {
    new DownCommand(progress).run(environment);
  }

  @Test
  void afterKillOfTheJvm_upAdoptsItsChild_andDownLeavesNothing() throws Exception {
    Process first = up();
    long child = recordOf(TemporalServer.NAME).process().pid();
    first.destroyForcibly().waitFor();

    Process second = up();
    assertThat(recordOf(TemporalServer.NAME).process().pid()).isEqualTo(child);
    second.destroyForcibly().waitFor();

    assertThat(new DownCommand(progress).run(environment)).isEqualTo(ExitCode.DONE);
    assertThat(ofThisHome()).isEmpty();
    assertThat(status()).isEqualTo(ExitCode.NOT_UP);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
  void afterKillOfTheJvmAndTheEmulator_downLeavesNoFunctionAndNoFolderOfOne() throws Exception {
    environment.put("SLIPWAY_AWS", "emulator");
    Process up = up();
    int port = Integer.parseInt(environment.get("SLIPWAY_PORT_BASE")) + 3;
    try (var functions =
        new EmulatedFunctions(home, URI.create("http://127.0.0.1:%d".formatted(port)))) {
      functions.create("orphan", EmulatedFunctions.LEAVING);
      functions.call("orphan");
      List<ProcessHandle> orphans = functions.processesOf("orphan");
      assertThat(orphans).hasSizeGreaterThanOrEqualTo(2);
      up.destroyForcibly().waitFor();
      recordOf(AwsEmulator.NAME).process().find().orElseThrow().destroyForcibly();

      assertThat(new DownCommand(progress).run(environment)).isEqualTo(ExitCode.DONE);

      assertThat(orphans).noneMatch(Processes::runs);
      assertThat(functions.processesOf("orphan")).isEmpty();
      assertThat(home.resolve("emulator-tmp")).doesNotExist();
    }
  }

  @Test
  void down_endsARunningUpAndItsChildren() throws Exception {
    Process up = up();
    assertThat(new DownCommand(progress).run(environment)).isEqualTo(ExitCode.DONE);
    assertThat(up.isAlive()).isFalse();
    assertThat(ofThisHome()).isEmpty();
  }

  @Test
  void secondUp_saysWhatIsAlreadyRunning() throws Exception {
    Process first = up();
    UpCommand second = new UpCommand(progress, properties -> () -> {});
    assertThat(second.run(environment)).isEqualTo(ExitCode.FAILED);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("Slipway is already running: pid " + first.pid());
  }

  @Test
  void takenPort_isNamedWithItsOwner_andNothingIsStarted() throws Exception {
    int base = Integer.parseInt(environment.get("SLIPWAY_PORT_BASE"));
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), base + 1));
      UpCommand up = new UpCommand(progress, properties -> () -> {});
      assertThat(up.run(environment)).isEqualTo(ExitCode.FAILED);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("%d by pid %d (".formatted(base + 1, ProcessHandle.current().pid()));
    assertThat(ofThisHome()).isEmpty();
  }

  @Test
  void modulesThatDoNotStart_leaveNothingBehind() throws Exception {
    UpCommand up =
        new UpCommand(
            progress,
            properties -> {
              throw new IllegalStateException("no such bean");
            });
    assertThat(up.run(environment)).isEqualTo(ExitCode.FAILED);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("no such bean");
    assertThat(ofThisHome()).isEmpty();
  }

  @Test
  void rehearsal_opensTheStackAndStopsIt() throws Exception {
    var seen = new ArrayList<String>();
    var up = new UpCommand(progress, properties -> site(seen, () -> 200), new Rehearsal()::visit);

    assertThat(up.run(environment)).isEqualTo(ExitCode.DONE);
    assertThat(seen).contains("/", "/new", "/api/v1/deployments");
    assertThat(ofThisHome()).isEmpty();
  }

  @Test
  void rehearsal_deploysAnAgent_andStopsTheStackOnceThatHasEnded() throws Exception {
    var seen = new ArrayList<String>();
    var up = new UpCommand(progress, properties -> site(seen, deploying()), new Rehearsal()::visit);

    assertThat(up.run(environment)).isEqualTo(ExitCode.DONE);
    assertThat(seen)
        .endsWith(
            "/api/v1/deployments",
            "/api/v1/deployments/rehearsal",
            "/api/v1/deployments/rehearsal");
  }

  @Test
  void rehearsal_waitsForAStackThatIsNotReadyYet() throws Exception {
    var seen = new ArrayList<String>();
    var up =
        new UpCommand(
            progress,
            properties -> site(seen, () -> seen.size() == 1 ? 503 : 200),
            new Rehearsal()::visit);

    assertThat(up.run(environment)).isEqualTo(ExitCode.DONE);
    assertThat(seen).startsWith("/", "/");
  }

  @Test
  void rehearsalThatSeesAnError_fails() throws Exception {
    var up =
        new UpCommand(
            progress, properties -> site(new ArrayList<>(), () -> 500), new Rehearsal()::visit);

    assertThat(up.run(environment)).isEqualTo(ExitCode.FAILED);
    assertThat(ofThisHome()).isEmpty();
  }

  /** A starter that answers everything with the status it is then given. */
  private AutoCloseable site(List<String> seen, IntSupplier status) throws IOException {
    return site(
        seen,
        exchange -> {
          exchange.sendResponseHeaders(status.getAsInt(), -1);
          exchange.close();
        });
  }

  private AutoCloseable site(List<String> seen, HttpHandler answer) throws IOException {
    int port = Integer.parseInt(environment.get("SLIPWAY_PORT_BASE"));
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestURI().getPath());
          answer.handle(exchange);
        });
    server.start();
    return () -> server.stop(0);
  }

  /**
   * Takes a deployment, which is running when it is first looked at and has succeeded after that.
   */
  private static HttpHandler deploying() {
    Iterator<String> statuses = List.of("running", "succeeded").iterator();
    return exchange -> {
      boolean post = exchange.getRequestMethod().equals("POST");
      boolean look = exchange.getRequestURI().getPath().endsWith("/rehearsal");
      String body =
          look
              ? "{\"steps\": [{\"status\": \"succeeded\"}], \"status\": \"%s\"}"
                  .formatted(statuses.next())
              : "{}";
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(post ? 202 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  private Process up() throws IOException {
    Path log = Files.createTempFile(home, "up", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EmptyStack.class.getName());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(log).content().contains("Ctrl-C stops everything"));
    return process;
  }

  private int status() {
    return new StatusCommand(new PrintStream(said, true, StandardCharsets.UTF_8))
        .run(environment, true);
  }

  private ComponentRecord recordOf(String name) {
    return new Place(home, Path.of("python3")).recordOf(name).read().orElseThrow();
  }

  private List<ProcessHandle> ofThisHome() {
    return Processes.withEnvironment("SLIPWAY_CHILD=temporal@" + home);
  }

  private static int freeBase() {
    return IntStream.iterate(20_480, base -> base < 30_000, base -> base + 10)
        .filter(base -> IntStream.rangeClosed(base, base + 3).allMatch(PortOwner::isFree))
        .findFirst()
        .orElseThrow();
  }

  private static String python() {
    try {
      Process process =
          new ProcessBuilder("python3", "-I", "-c", "import sys; print(sys.executable)").start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("These tests need python3.", e);
    }
  }
}
