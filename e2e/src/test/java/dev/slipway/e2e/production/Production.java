package dev.slipway.e2e.production;

import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.EmulatorProcess;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.UnpackedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What docker-compose.yml describes, with two workers and two starters, each in a process of its
 * own, on an emulated AWS. Loopback addresses and free ports stand in for the containers' network.
 */
final class Production implements AutoCloseable {
  private static final String PASSWORD = "password-of-postgresql";
  private static final String ACCOUNT = "000000000000";
  private static final String SECRETS = "/run/secrets";

  /** What must be ended, the last one first. */
  private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();

  /** Stays after the test, to be read after a failure. */
  private final Path logs;

  private final Path folder;
  private final Path secrets;
  private final EmulatorProcess emulator = new EmulatorProcess();
  private final Emulated world = new Emulated(emulator.address());
  private final ComposeFile compose =
      new ComposeFile(Map.of("SLIPWAY_AWS_ENDPOINT", emulator.address().toString()));
  private final PostgreSql database;
  private final TemporalCluster temporal;
  private final List<Part> workers = new ArrayList<>();
  private final List<Part> starters = new ArrayList<>();
  private final List<Api> apis = new ArrayList<>();
  private final List<Probe> healths = new ArrayList<>();
  // Nothing is left running, even if the tests are interrupted.
  private final Thread stopAtTheLatest = new Thread(this::stop, "stop production");

  /**
   * @param test what its logs are kept under
   */
  Production(Class<?> test) {
    logs = Ground.root().resolve("e2e/target/production").resolve(test.getSimpleName());
    Runtime.getRuntime().addShutdownHook(stopAtTheLatest);
    ends.push(emulator::close);
    try {
      FileSystemUtils.deleteRecursively(logs);
      Files.createDirectories(logs);
      folder = Files.createTempDirectory("slipway-production-");
      secrets = writeSecrets(Files.createDirectory(folder.resolve("secrets")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    database = new PostgreSql(PASSWORD, logs);
    ends.push(database::close);
    database.start();
    temporal = new TemporalCluster(compose, database, secrets, logs);
    ends.push(temporal.server()::stop);
    temporal.start();
    starters.add(begun(starter(1)));
    starters.add(begun(starter(2)));
    parts().forEach(Part::awaitHealthy);
  }

  /** The setup works from here on. */
  void startWorkers() {
    workers.add(begun(worker(1, "")));
    workers.add(begun(worker(2, "")));
    parts().forEach(Part::awaitHealthy);
  }

  /** Starts one worker of a build; returns when it polls. */
  Part startWorker(int number, String build) {
    Part worker = begun(worker(number, build));
    workers.add(worker);
    worker.awaitHealthy();
    return worker;
  }

  private Part begun(Part part) {
    ends.push(part::stop);
    return part.start();
  }

  Api api(int starter) {
    return apis.get(starter - 1);
  }

  /** What monitors ask: the starters, then the workers. */
  List<Probe> probes() {
    return List.copyOf(healths);
  }

  List<Api> apis() {
    return List.copyOf(apis);
  }

  /** What workers and starters depend on. */
  List<Part> servers() {
    return List.of(database.server(), temporal.server());
  }

  Part temporal() {
    return temporal.server();
  }

  PostgreSql database() {
    return database;
  }

  /** Everything that knows of workflows stops first: what it remembers is of another time. */
  void restore(Path backup) {
    List<Part> stopped = parts().stream().filter(part -> part != database.server()).toList();
    stopped.reversed().forEach(Part::stop);
    database.restore(backup);
    stopped.forEach(Part::start);
    stopped.forEach(Part::awaitHealthy);
  }

  /** The builds that worked on a workflow, and its workers, as its history has them. */
  WorkedOn workedOn(String workflow) {
    return WorkedOn.find(temporal.target(), compose.namespace(), workflow);
  }

  Emulated world() {
    return world;
  }

  /** All that may be killed. */
  List<Part> parts() {
    return Stream.of(
            Stream.of(database.server(), temporal.server()), workers.stream(), starters.stream())
        .flatMap(each -> each)
        .toList();
  }

  String versions() {
    return "production: PostgreSQL %s, Temporal server %s"
        .formatted(database.version(), TemporalCluster.version());
  }

  /** What is left on disk after {@link #close}. */
  Stream<Path> leavings() {
    return Stream.of(folder, database.folder()).filter(Files::exists);
  }

  private static Path writeSecrets(Path secrets) throws IOException {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    Files.writeString(secrets.resolve("postgres_password"), PASSWORD);
    Files.writeString(secrets.resolve("slipway_token"), Ground.TOKEN);
    Files.writeString(secrets.resolve("slipway_session_key"), "5e55".repeat(16));
    Files.writeString(secrets.resolve("payload_keys"), "k1:%s%n".formatted(key));
    return secrets;
  }

  private Part worker(int number, String build) {
    String port = String.valueOf(Ground.portBase());
    Map<String, String> environment =
        slipway(
            "worker",
            Map.of(
                "SLIPWAY_TEMPORAL_TARGET",
                temporal.target(),
                "SLIPWAY_WORKER_BUILD",
                build,
                "SLIPWAY_WORKER_HEALTH_PORT",
                port));
    // What the image sets.
    environment.put("SLIPWAY_WORK_DIRECTORY", folder.resolve("work-" + number).toString());
    environment.put("SLIPWAY_TOOLS_SAM", Ground.tool("SLIPWAY_SAM"));
    environment.put("SLIPWAY_TOOLS_UV", Ground.tool("SLIPWAY_UV"));
    environment.put("SLIPWAY_TOOLS_PYTHON", Ground.tool("SLIPWAY_PYTHON"));
    healths.add(new Probe(URI.create("http://127.0.0.1:" + port)));
    return jvm("worker", number, UnpackedJar.worker(), environment, port);
  }

  private Part starter(int number) {
    String port = String.valueOf(Ground.portBase());
    URI address = URI.create("http://127.0.0.1:" + port);
    apis.add(new Api(address));
    healths.add(new Probe(address));
    Map<String, String> environment =
        slipway(
            "starter",
            Map.of(
                "SLIPWAY_TEMPORAL_TARGET",
                temporal.target(),
                "SLIPWAY_PORT",
                port,
                "SERVER_ADDRESS",
                "127.0.0.1"));
    return jvm("starter", number, UnpackedJar.starter(), environment, port);
  }

  private Map<String, String> slipway(String service, Map<String, String> here) {
    Map<String, String> environment = compose.environment(service, here);
    environment.replaceAll((name, value) -> value.replace(SECRETS, secrets.toString()));
    // What docker/slipway.env has where the machine has no role.
    environment.put("AWS_ACCESS_KEY_ID", ACCOUNT);
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    return environment;
  }

  private Part jvm(
      String service, int number, Path jar, Map<String, String> environment, String port) {
    List<String> command =
        List.of(
            Ground.java(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar",
            jar.toString());
    List<String> check = compose.healthcheck(service);
    List<String> here =
        List.of(Ground.root().resolve("docker/health").toString(), port, check.getLast());
    return new Part(
        service + "-" + number,
        command,
        environment,
        () -> Commands.attempt(here, Map.of()).exitCode() == 0,
        logs);
  }

  /** Everything that runs for it. */
  List<ProcessHandle> processes() {
    return parts().stream().flatMap(Part::family).toList();
  }

  private void stop() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
  }

  @Override
  public void close() {
    world.close();
    stop();
    Runtime.getRuntime().removeShutdownHook(stopAtTheLatest);
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
