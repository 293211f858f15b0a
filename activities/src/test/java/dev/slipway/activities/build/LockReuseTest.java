package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.model.PackageTerms;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks that serve more than one bucket. A shell script in place of uv counts its calls. */
class LockReuseTest {
  private static final String HERE = "us-east-1";
  private static final String THERE = "eu-west-1";
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final BuildTarget TARGET =
      new BuildTarget(PythonRuntime.PYTHON_3_14, Architecture.ARM64);
  private static final Wanted WANTED =
      new Wanted(List.of("agent"), List.of("other<2"), PackageTerms.NONE);

  /** The version it finds is what the index, a file here, says at the time. */
  private static final String UV =
      """
      #!/bin/sh
      [ "$2" = compile ] || exit 1
      echo "downloads=$UV_PYTHON_DOWNLOADS $*" >> "$HOME/calls"
      echo "asking the index" >&2
      version=$(cat "$HOME/index") || exit 1
      echo "agent==$version --hash=sha256:00" > requirements.txt
      """;

  @TempDir Path folder;

  private final FakeArtifacts artifacts = new FakeArtifacts();
  private Worker worker;
  private Worker newWorker;

  @BeforeEach
  void startWorkers() throws IOException {
    worker = new Worker(folder.resolve("worker"), Map.of());
    newWorker = new Worker(folder.resolve("new"), Map.of());
  }

  /** With a disk of its own. */
  private final class Worker {
    private final Path home;
    private final BuildTools tools;

    Worker(Path home, Map<String, String> variables) throws IOException {
      this.home = Files.createDirectories(home);
      Path uv = Files.writeString(home.resolve("uv"), UV);
      Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwx------"));
      Path python = Files.writeString(home.resolve("python"), "#!/bin/sh\necho 3.14.1\n");
      Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
      var settings = new ToolSettings("sam", uv.toString(), python.toString(), home);
      var processes = new ProcessRunner(line -> line);
      var all = new HashMap<>(variables);
      all.putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString()));
      var environment = new ChildEnvironment(all);
      var pythons = new PythonInterpreters(settings, processes, environment);
      this.tools = new BuildTools(settings, processes, environment, pythons);
      index("1.0");
    }

    void index(String version) throws IOException {
      Files.writeString(home.resolve("index"), version);
    }

    String lock(String region, Instant now) throws Exception {
      return lock(region, TARGET, WANTED, now);
    }

    String lock(String region, BuildTarget target, Wanted wanted, Instant now) throws Exception {
      Clock clock = Clock.fixed(now, ZoneOffset.UTC);
      return lock(region, target, wanted, clock, LineSink.NONE);
    }

    String lock(String region, BuildTarget target, Wanted wanted, Clock clock, LineSink log)
        throws Exception {
      var locks = Workbench.locks(artifacts, tools, home, clock);
      Path scratch = Files.createTempDirectory(home, "scratch");
      var lock = locks.lock(region, target, wanted, scratch, log);
      return new String(artifacts.read(region, lock), UTF_8).split(" ", 2)[0];
    }

    List<String> calls() throws IOException {
      return Files.readAllLines(home.resolve("calls"));
    }
  }

  @Test
  void lockOfThisWorker_servesAnotherBucket() throws Exception {
    worker.lock(HERE, NOON);
    worker.index("1.1");

    assertThat(worker.lock(THERE, NOON.plus(Duration.ofHours(23)))).isEqualTo("agent==1.0");
    assertThat(worker.calls()).hasSize(1);
  }

  @Test
  void lockInAnotherBucket_isNoYounger() throws Exception {
    worker.lock(HERE, NOON);
    worker.lock(THERE, NOON.plus(Duration.ofHours(23)));
    worker.index("1.1");

    assertThat(worker.lock(THERE, NOON.plus(Duration.ofHours(24)))).isEqualTo("agent==1.1");
    assertThat(newWorker.lock(THERE, NOON.plus(Duration.ofHours(47)))).isEqualTo("agent==1.1");
    assertThat(newWorker.lock(THERE, NOON.plus(Duration.ofHours(48)))).isEqualTo("agent==1.0");
  }

  @Test
  void timeOfALock_isBeforeTheIndexWasAsked() throws Exception {
    var now = new AtomicReference<>(NOON);
    worker.lock(
        HERE,
        TARGET,
        WANTED,
        ((InstantSource) now::get).withZone(ZoneOffset.UTC),
        (stream, line) -> now.set(NOON.plus(Duration.ofMinutes(4))));
    assertThat(now.get()).isAfter(NOON);
    worker.index("1.1");

    assertThat(worker.lock(HERE, NOON.plus(Duration.ofHours(24)))).isEqualTo("agent==1.1");
  }

  @Test
  void emptiedBucket_getsTheLockAgain() throws Exception {
    worker.lock(HERE, NOON);
    artifacts.objects.clear();

    assertThat(worker.lock(HERE, NOON)).isEqualTo("agent==1.0");
    assertThat(worker.calls()).hasSize(1);
  }

  @Test
  void bucketsLock_goesBeforeTheDisks() throws Exception {
    worker.lock(THERE, NOON);
    newWorker.index("2.0");
    newWorker.lock(HERE, NOON);

    assertThat(worker.lock(HERE, NOON)).isEqualTo("agent==2.0");
  }

  @Test
  void lockFoundInABucket_isNotCarriedToAnother() throws Exception {
    newWorker.index("6.6");
    newWorker.lock(HERE, NOON);

    assertThat(worker.lock(HERE, NOON)).isEqualTo("agent==6.6");
    assertThat(worker.lock(THERE, NOON)).isEqualTo("agent==1.0");
  }

  @Test
  void otherQuestion_isResolvedSeparately() throws Exception {
    worker.lock(HERE, NOON);
    worker.index("1.1");

    var week = new PackageTerms(List.of(), new PackageTerms.CoolDown(Duration.ofDays(7), "a rule"));
    for (Wanted other :
        List.of(
            new Wanted(List.of("agent", "more"), WANTED.constraints(), PackageTerms.NONE),
            new Wanted(WANTED.requirements(), List.of(), PackageTerms.NONE),
            new Wanted(WANTED.requirements(), WANTED.constraints(), week))) {
      assertThat(worker.lock(THERE, TARGET, other, NOON)).isEqualTo("agent==1.1");
    }
    var otherPython = new BuildTarget(PythonRuntime.PYTHON_3_12, Architecture.ARM64);
    var otherProcessor = new BuildTarget(PythonRuntime.PYTHON_3_14, Architecture.X86_64);
    for (BuildTarget other : List.of(otherPython, otherProcessor)) {
      assertThat(worker.lock(THERE, other, WANTED, NOON)).isEqualTo("agent==1.1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UV_DEFAULT_INDEX, https://index.example/simple",
    "UV_INDEX_STRATEGY, unsafe-best-match",
    "UV_EXCLUDE_NEWER, 2026-11-01",
    "UV_PRERELEASE, allow"
  })
  void lockOfAnotherIndexOrChoice_isNotTaken(String name, String value) throws Exception {
    worker.lock(HERE, NOON);
    var moved = new Worker(worker.home, Map.of(name, value));
    moved.index("1.1");

    assertThat(moved.lock(THERE, NOON)).isEqualTo("agent==1.1");
  }

  @Test
  void damagedLock_isResolvedAgain() throws Exception {
    worker.lock(HERE, NOON);
    for (Path file : kept()) {
      Files.writeString(file, Files.readString(file).replace("agent==1.0", "agent==6.6"));
    }

    assertThat(worker.lock(THERE, NOON)).isEqualTo("agent==1.0");
    assertThat(worker.calls()).hasSize(2);
  }

  @Test
  void lockFromBeforeTheClockWasSetBack_isResolvedAgain() throws Exception {
    worker.lock(HERE, NOON);
    worker.index("1.1");

    assertThat(worker.lock(THERE, NOON.minus(Duration.ofHours(1)))).isEqualTo("agent==1.1");
  }

  @Test
  void uv_isGivenThisWorkersPython_andFetchesNone() throws Exception {
    worker.lock(HERE, NOON);

    assertThat(worker.calls().getFirst())
        .startsWith("downloads=never pip compile ")
        .contains(" --python " + worker.home.resolve("python") + " ");
  }

  @Test
  void refusal_isNotKept() throws Exception {
    Files.delete(worker.home.resolve("index"));
    assertThatThrownBy(() -> worker.lock(HERE, NOON)).isInstanceOf(ApplicationFailure.class);
    worker.index("1.1");

    assertThat(worker.lock(HERE, NOON)).isEqualTo("agent==1.1");
  }

  @Test
  void workerWithoutItsDisk_resolvesAgain() throws Exception {
    worker.lock(HERE, NOON);
    Directories.delete(worker.home.resolve("locks"));

    assertThat(worker.lock(THERE, NOON)).isEqualTo("agent==1.0");
    assertThat(worker.calls()).hasSize(2);
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(worker.home.resolve("locks"))) {
      return files.toList();
    }
  }
}
