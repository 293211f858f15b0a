package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.PackageTerms;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script in place of uv that counts its calls. */
class DependencyReuseTest {
  private static final String REGION = "us-east-1";
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final BuildTarget TARGET =
      new BuildTarget(PythonRuntime.PYTHON_3_14, Architecture.ARM64);
  private static final String UV =
      """
      #!/bin/sh
      echo "$1 $2" >> "$HOME/calls"
      case "$2" in
        compile) echo "agent==1.0 --hash=sha256:00" > requirements.txt ;;
        install) mkdir -p python/agent python/bin && echo "x = 1" > python/agent/__init__.py \
          && echo host > python/bin/agent ;;
        *) exit 1 ;;
      esac
      """;

  /** Version 1.0 brings a library for another processor, 0.9 does not. */
  private static final String UV_OF_A_PACKAGE_THAT_LIES =
      """
      #!/bin/sh
      if [ "$2" = compile ]; then
        if grep -q "agent<1.0" requirements.in; then version=0.9; else version=1.0; fi
        echo "agent==$version --hash=sha256:00" > requirements.txt
        exit 0
      fi
      [ "$2" = install ] || exit 1
      for lock; do :; done
      mkdir -p python/agent python/agent-1.0.dist-info
      grep -q "agent==0.9" "$lock" && exit 0
      cp "$HOME/bad.so" python/agent/bad.so
      echo "agent/bad.so,," > python/agent-1.0.dist-info/RECORD
      """;

  /** Is Python 3.14, and compiles what it is told to. */
  private static final String PYTHON =
      """
      #!/bin/sh
      for last; do :; done
      case "$*" in
        *compileall*) find "$last" -name "*.py" | while read -r source; do
          mkdir -p "${source%/*}/__pycache__" && echo c > "${source%/*}/__pycache__/${source##*/}c"
        done ;;
        *) echo 3.14.0 ;;
      esac
      """;

  @TempDir Path home;

  private String python = "no-python";

  private final FakeArtifacts artifacts = new FakeArtifacts();
  private final TreeMap<String, byte[]> runtime =
      new TreeMap<>(Map.of("slipway_runtime/entry.py", "y = 2".getBytes(UTF_8)));

  @BeforeEach
  void installUv() throws IOException {
    Path uv = Files.writeString(home.resolve("uv"), UV);
    Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwx------"));
  }

  private BuildTools tools() {
    var settings = new ToolSettings("sam", home.resolve("uv").toString(), python, home);
    var processes = new ProcessRunner(line -> line);
    // No Python is found through this PATH but the script's own shell and its tools.
    var environment =
        new ChildEnvironment(Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString()));
    return new BuildTools(
        settings, processes, environment, new PythonInterpreters(settings, processes, environment));
  }

  private ArtifactRef lock(Instant now, String... requirements) throws Exception {
    return Workbench.locks(artifacts, tools(), home, Clock.fixed(now, ZoneOffset.UTC))
        .lock(
            REGION,
            TARGET,
            new Wanted(List.of(requirements), List.of(), PackageTerms.NONE),
            scratch(),
            LineSink.NONE);
  }

  private DependencyLayer.Provided layer(ArtifactRef lock, long functionBytes) throws Exception {
    return layer(TARGET, lock, functionBytes);
  }

  private DependencyLayer.Provided layer(BuildTarget target, ArtifactRef lock, long functionBytes)
      throws Exception {
    var tools = tools();
    var locks = Workbench.locks(artifacts, tools, home);
    var store = new PackageStore(home.resolve("shelf"), 1_000_000, Clock.systemUTC());
    var packages = new LayerPackages(tools, locks, store, runtime, PackageLimit.LAMBDA);
    return new DependencyLayer(artifacts, packages, new KnownLayers(), runtime, PackageLimit.LAMBDA)
        .provide(REGION, target, lock, PackageTerms.NONE, functionBytes, scratch(), LineSink.NONE);
  }

  private Path scratch() throws IOException {
    return Files.createTempDirectory(home, "scratch");
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(home.resolve("calls")).stream()
        .filter(call -> call.startsWith("pip"))
        .toList();
  }

  @Test
  void sameRequirementsWithinADay_areLockedWithoutUv() throws Exception {
    ArtifactRef first = lock(NOON, "b", "a");

    assertThat(lock(NOON.plus(Duration.ofHours(23)), "a", "b")).isEqualTo(first);
    assertThat(calls()).containsExactly("pip compile");
  }

  /** For good: it would be every worker's, also of those that could compile it. */
  @Test
  void layerThatWasNotCompiled_takesNoPlaceOfACompiledOne() throws Exception {
    ArtifactRef lock = lock(NOON, "a");
    assertThat(layer(lock, 0).layer().compiled()).isFalse();
    assertThat(layer(lock, 0).reused()).isTrue();

    Path script = Files.writeString(home.resolve("python"), PYTHON);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    python = script.toString();
    assertThat(layer(lock, 0).reused()).isFalse();
    DependencyLayer.Provided compiled = layer(lock, 0);
    assertThat(compiled.layer().compiled()).isTrue();
    assertThat(compiled.reused()).isTrue();

    python = "no-python";
    assertThat(layer(lock, 0)).isEqualTo(compiled);
  }

  /** Of a worker whose clock was ahead. */
  @Test
  void lockOfALaterTime_isResolvedAgain() throws Exception {
    lock(NOON.plus(Duration.ofDays(30)), "a");
    lock(NOON, "a");

    assertThat(calls()).containsExactly("pip compile", "pip compile");
  }

  @Test
  void dayOldLock_isResolvedAgain() throws Exception {
    lock(NOON, "a");
    lock(NOON.plus(Duration.ofHours(24)), "a");

    assertThat(calls()).containsExactly("pip compile", "pip compile");
  }

  @Test
  void otherRequirements_areResolvedSeparately() throws Exception {
    lock(NOON, "a");
    lock(NOON, "b");

    assertThat(calls()).hasSize(2);
  }

  @Test
  void layerOfALock_isBuiltOnce() throws Exception {
    ArtifactRef lock = lock(NOON, "a");

    DependencyLayer.Provided built = layer(lock, 100);
    DependencyLayer.Provided again = layer(lock, 100);

    assertThat(built.reused()).isFalse();
    assertThat(again.reused()).isTrue();
    assertThat(again.layer()).isEqualTo(built.layer());
    assertThat(calls()).containsExactly("pip compile", "pip install");
  }

  @Test
  void layerOfAnotherPython_isAnotherLayer() throws Exception {
    ArtifactRef lock = lock(NOON, "a");
    layer(lock, 100);
    var later = new BuildTarget(PythonRuntime.PYTHON_3_13, Architecture.X86_64);

    assertThat(layer(later, lock, 100).reused()).isFalse();
  }

  @Test
  void layerThatIsNowhere_isBuiltAgainToTheSameBytes() throws Exception {
    ArtifactRef lock = lock(NOON, "a");
    DependencyLayer.Provided built = layer(lock, 100);
    artifacts.objects.remove(built.layer().zip().key());
    Directories.delete(home.resolve("shelf"));

    assertThat(layer(lock, 100)).isEqualTo(new DependencyLayer.Provided(built.layer(), false));
  }

  @Test
  void layerThatTwoBuildAtOnce_isLeftAsEachStoredIt() throws Exception {
    ArtifactRef lock = lock(NOON, "a");
    ArtifactRef first = layer(lock, 100).layer().zip();
    // The other build checked before anything was stored, and its bytes came out differently.
    artifacts.objects.keySet().removeIf(key -> key.endsWith("layer.json"));
    Directories.delete(home.resolve("shelf"));
    Files.writeString(home.resolve("uv"), UV.replace("x = 1", "x = 2"));

    ArtifactRef second = layer(lock, 100).layer().zip();

    assertThat(second.sha256()).isNotEqualTo(first.sha256());
    assertThat(artifacts.find(REGION, first.key())).contains(first);
    assertThat(artifacts.find(REGION, second.key())).contains(second);
  }

  @Test
  void packageThatCannotBeLoaded_isRefusedWithTheOlderVersionThatCan() throws Exception {
    Files.write(home.resolve("bad.so"), Elf.library(Elf.X86_64, "GLIBC_2.17"));
    Files.writeString(home.resolve("uv"), UV_OF_A_PACKAGE_THAT_LIES);
    ArtifactRef lock = lock(NOON, "agent");

    assertThatThrownBy(() -> layer(lock, 100))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            thrown -> {
              assertThat(thrown.getType()).isEqualTo("WheelIncompatible");
              assertThat(Failures.explain(thrown).nextAction())
                  .isEqualTo(
                      "Use agent==0.9 in place of agent==1.0: it works for python3.14 on arm64.");
            });
  }

  @Test
  void packageThatANewerRuntimeLoads_isRefusedWithThatRuntime_beforeAnOlderVersion()
      throws Exception {
    Files.write(home.resolve("bad.so"), Elf.library(Elf.X86_64, "GLIBC_2.30"));
    Files.writeString(home.resolve("uv"), UV_OF_A_PACKAGE_THAT_LIES);
    ArtifactRef lock = lock(NOON, "agent");

    var target = new BuildTarget(PythonRuntime.PYTHON_3_11, Architecture.X86_64);
    assertThatThrownBy(() -> layer(target, lock, 100))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            thrown ->
                assertThat(Failures.explain(thrown).nextAction())
                    .isEqualTo(
                        "python3.12 takes agent==1.0: choose --runtime python3.12 (runtime over HTTP)."));
  }

  @Test
  void commandsOfThisWorker_areNotShipped() throws Exception {
    ArtifactRef zip = layer(lock(NOON, "a"), 100).layer().zip();

    assertThat(Zip.files(artifacts.read(REGION, zip), 1_000))
        .containsOnlyKeys("python/agent/__init__.py", "python/slipway_runtime/entry.py");
  }

  @Test
  void anotherRuntime_isAnotherLayer() throws Exception {
    ArtifactRef lock = lock(NOON, "a");
    DependencyLayer.Provided before = layer(lock, 100);
    runtime.put("slipway_runtime/entry.py", "y = 3".getBytes(UTF_8));

    DependencyLayer.Provided after = layer(lock, 100);

    assertThat(after.reused()).isFalse();
    assertThat(after.layer().zip().key()).isNotEqualTo(before.layer().zip().key());
    assertThat(Zip.files(artifacts.read(REGION, after.layer().zip()), 1_000))
        .containsEntry("python/slipway_runtime/entry.py", "y = 3".getBytes(UTF_8));
  }

  @Test
  void functionThatDoesNotFitNextToTheLayer_isRefusedWithTheLargestPackages() throws Exception {
    ArtifactRef lock = lock(NOON, "a");

    layer(lock, 100);

    assertThatThrownBy(() -> layer(lock, PackageLimit.LAMBDA.maxBytes()))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            thrown -> {
              assertThat(thrown.getType()).isEqualTo("PackageTooLarge");
              assertThat(Failures.explain(thrown).evidence())
                  .containsExactly("agent: 0.0 MB", "slipway_runtime: 0.0 MB");
            });
  }
}
