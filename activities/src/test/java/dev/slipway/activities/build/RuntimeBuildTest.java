package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;
import dev.slipway.api.Target;
import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.steps.SamBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages for AgentCore, with a shell script in place of uv. */
class RuntimeBuildTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-a"));
  private static final int MOST = 10_000_000;
  private static final String UV =
      """
      #!/bin/sh
      case "$2" in
        compile) echo "agent==1.0 --hash=sha256:00" > requirements.txt ;;
        install) mkdir -p python/agent && echo "x = 1" > python/agent/__init__.py ;;
        *) exit 1 ;;
      esac
      """;

  @TempDir Path home;

  private final Watched artifacts = new Watched(new FakeArtifacts(), new ArrayList<>());

  private Workplace workplace;

  @BeforeEach
  void installUv() throws IOException {
    workplace = Workplace.open(home.resolve("steps"));
    Path uv = Files.writeString(home.resolve("uv"), UV);
    Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwx------"));
  }

  @AfterEach
  void closeWorkplace() throws IOException {
    workplace.close();
  }

  /** Notes what is fetched as a file. */
  private record Watched(FakeArtifacts fake, List<ArtifactRef> fetched) implements Artifacts {
    @Override
    public Optional<ArtifactRef> find(String region, String key) {
      return fake.find(region, key);
    }

    @Override
    public ArtifactRef put(String region, String key, byte[] content) {
      return fake.put(region, key, content);
    }

    @Override
    public ArtifactRef put(String region, String key, Path file, String sha256) throws IOException {
      return fake.put(region, key, file, sha256);
    }

    @Override
    public ArtifactRef put(String region, String key, Continuation parts) throws IOException {
      return fake.put(region, key, parts);
    }

    @Override
    public ArtifactRef copy(String region, ArtifactRef from, String key) {
      return fake.copy(region, from, key);
    }

    @Override
    public byte[] read(String region, ArtifactRef ref) {
      return fake.read(region, ref);
    }

    @Override
    public void download(String region, ArtifactRef ref, Path target) throws IOException {
      fetched.add(ref);
      fake.download(region, ref, target);
    }
  }

  /** On a worker that has just started. */
  private SamBuild.Built build(String code) throws IOException {
    return build(worker(), code);
  }

  private RuntimeBuildActivity worker() {
    var settings = new ToolSettings("sam", home.resolve("uv").toString(), "no-python", home);
    var processes = new ProcessRunner(line -> line);
    var environment =
        new ChildEnvironment(Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString()));
    var pythons = new PythonInterpreters(settings, processes, environment);
    var tools = new BuildTools(settings, processes, environment, pythons);
    return new RuntimeBuildActivity(
        artifacts,
        tools,
        new TemplateBundle(),
        workplace,
        Clock.systemUTC(),
        UnaryOperator.identity(),
        _ -> (_, _) -> {});
  }

  private SamBuild.Built build(RuntimeBuildActivity worker, String code) throws IOException {
    byte[] source = Zip.of(new TreeMap<>(Map.of("agent.py", code.getBytes(UTF_8))));
    return worker.samBuild(
        new SamBuild.Input(
            new DeploymentId("d-1"),
            AGENT,
            PythonRuntime.PYTHON_3_13,
            Architecture.ARM64,
            artifacts.put(AGENT.region(), "source.zip", source),
            List.of("agent"),
            List.of(),
            PackageTerms.NONE,
            Target.AGENTCORE));
  }

  private Map<String, byte[]> files(SamBuild.Built built) throws IOException {
    return Zip.files(artifacts.read(AGENT.region(), built.code()), MOST);
  }

  private Path keptLayer(SamBuild.Built built) {
    return home.resolve("packages").resolve("layer-%s.zip".formatted(built.layer().sha256()));
  }

  @Test
  void changedCode_takesTheLayerFromThisWorkersDisk() throws Exception {
    build("a = 1");
    SamBuild.Built changed = build("a = 2");

    assertThat(changed.layerReused()).isTrue();
    assertThat(files(changed))
        .containsEntry("agent.py", "a = 2".getBytes(UTF_8))
        .containsKeys("main.py", "python/agent/__init__.py");
    assertThat(artifacts.fetched()).isEmpty();
  }

  @Test
  void workerThatHasReadTheLayer_needsNoFileOfIt() throws Exception {
    RuntimeBuildActivity worker = worker();
    SamBuild.Built first = build(worker, "a = 1");
    Directories.delete(home.resolve("packages"));

    SamBuild.Built changed = build(worker, "a = 2");

    assertThat(files(changed)).containsEntry("agent.py", "a = 2".getBytes(UTF_8));
    assertThat(build(worker, "a = 1").code()).isEqualTo(first.code());
    assertThat(artifacts.fetched()).isEmpty();
  }

  @Test
  void anotherWorker_fetchesTheLayerOnce_andPacksTheSameBytes() throws Exception {
    SamBuild.Built first = build("a = 1");
    Directories.delete(home.resolve("packages"));

    SamBuild.Built elsewhere = build("a = 1");
    build("a = 2");

    assertThat(elsewhere).isEqualTo(again(first));
    assertThat(artifacts.fetched()).containsExactly(first.layer());
  }

  @Test
  void layerThatWasDamagedOnDisk_isFetchedAndMended() throws Exception {
    SamBuild.Built first = build("a = 1");
    byte[] damaged = Files.readAllBytes(keptLayer(first));
    damaged[damaged.length / 2] ^= 1;
    Files.write(keptLayer(first), damaged);

    SamBuild.Built second = build("a = 1");

    assertThat(second.code()).isEqualTo(first.code());
    assertThat(artifacts.fetched()).containsExactly(first.layer());
    build("a = 2");
    assertThat(artifacts.fetched()).hasSize(1);
  }

  @Test
  void strangersFileOnDisk_isNeverShipped() throws Exception {
    SamBuild.Built first = build("a = 1");
    Files.write(
        keptLayer(first), Zip.of(new TreeMap<>(Map.of("python/evil.py", "evil".getBytes(UTF_8)))));

    assertThat(files(build("a = 2"))).doesNotContainKey("python/evil.py");
    assertThat(artifacts.fetched()).containsExactly(first.layer());
  }

  @Test
  void scratchFolders_areEmptyAfterwards() throws Exception {
    build("a = 1");

    try (Stream<Path> left = Files.walk(home.resolve("steps"))) {
      assertThat(left.filter(path -> path.toString().contains("build-"))).isEmpty();
    }
  }

  private static SamBuild.Built again(SamBuild.Built first) {
    return new SamBuild.Built(
        first.template(), first.lock(), first.layer(), true, first.code(), first.unzippedBytes());
  }

  @Test
  void keptLayerThatCannotBeRead_isFetchedAndMended() throws Exception {
    SamBuild.Built first = build("a = 1");
    Files.delete(keptLayer(first));
    Files.createDirectory(keptLayer(first));

    assertThat(build("a = 1").code()).isEqualTo(first.code());
    assertThat(artifacts.fetched()).containsExactly(first.layer());
    build("a = 2");
    assertThat(artifacts.fetched()).hasSize(1);
  }
}
