package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.activities.log.StepLog;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.PackageTerms;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every runtime on every processor, with the real index: {@code SLIPWAY_TEST_NETWORK=1}. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_NETWORK", matches = "1")
class MatrixTest {
  private static final List<String> CONSTRAINTS =
      List.of("mcp<2", "strands-agents==1.62.0", "strands-agents-tools==0.8.10");

  @TempDir Path directory;

  static Stream<Arguments> targets() {
    Stream<Arguments> agents =
        PythonRuntime.known().stream()
            .flatMap(
                runtime ->
                    Stream.of(Architecture.X86_64, Architecture.ARM64)
                        .map(
                            architecture ->
                                Arguments.of(runtime, architecture, List.of("strands-agents"))));
    Stream<Arguments> tools =
        Stream.of(Architecture.X86_64, Architecture.ARM64)
            .map(
                architecture ->
                    Arguments.of(
                        PythonRuntime.PYTHON_3_11,
                        architecture,
                        List.of("strands-agents", "strands-agents-tools")));
    return Stream.concat(agents, tools);
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("targets")
  void dependencies_lockInstallAndLoad(
      PythonRuntime runtime, Architecture architecture, List<String> requirements)
      throws Exception {
    var artifacts = new FakeArtifacts();
    var tools = new Workbench(artifacts, StepLog.NONE).tools;
    var target = new BuildTarget(runtime, architecture);

    var locks = Workbench.locks(artifacts, tools, directory);
    ArtifactRef lock =
        locks.lock(
            "us-east-1",
            target,
            new Wanted(requirements, CONSTRAINTS, PackageTerms.NONE),
            directory,
            (stream, line) -> {});
    var files = new TemplateBundle().runtime();
    var store =
        new PackageStore(directory.resolve("shelf"), PackageStore.MAX_BYTES, Clock.systemUTC());
    var packages = new LayerPackages(tools, locks, store, files, PackageLimit.LAMBDA);
    var layers =
        new DependencyLayer(artifacts, packages, new KnownLayers(), files, PackageLimit.LAMBDA);
    var layer = provide(layers, target, lock);

    System.out.printf(
        "%s %s %s: %.1f MB unzipped, %.1f MB zipped, compiled %s%n",
        runtime.wireName(),
        architecture.wireName(),
        requirements,
        layer.unzippedBytes() / 1e6,
        layer.zip().bytes() / 1e6,
        layer.compiled());
    assertThat(layer.unzippedBytes()).isBetween(10_000_000L, PackageLimit.LAMBDA.maxBytes());

    artifacts.objects.keySet().removeIf(key -> key.endsWith("layer.json"));
    assertThat(provide(layers, target, lock)).as("from packages that are ready").isEqualTo(layer);
  }

  private DependencyLayer.Layer provide(
      DependencyLayer layers, BuildTarget target, ArtifactRef lock) throws Exception {
    return layers
        .provide(
            "us-east-1",
            target,
            lock,
            PackageTerms.NONE,
            100_000,
            Files.createTempDirectory(directory, "build-"),
            (stream, line) -> {})
        .layer();
  }

  @Test
  void pinWithoutAWheel_isRefusedWithTheVersionThatHasOne() {
    var artifacts = new FakeArtifacts();
    var locks = Workbench.locks(artifacts, new Workbench(artifacts, StepLog.NONE).tools, directory);

    assertThatThrownBy(
            () ->
                locks.lock(
                    "us-east-1",
                    new BuildTarget(PythonRuntime.PYTHON_3_10, Architecture.X86_64),
                    new Wanted(
                        List.of("onnxruntime==1.20.1", "strands-agents==1.62.0"),
                        CONSTRAINTS,
                        PackageTerms.NONE),
                    directory,
                    (stream, line) -> {}))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            thrown ->
                assertThat(Failures.explain(thrown).nextAction())
                    .matches(
                        "python3\\.12 takes onnxruntime==1\\.20\\.1: choose --runtime python3\\.12"
                            + " \\(runtime over HTTP\\)\\."));
  }
}
