package dev.slipway.activities.build;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.heartbeat.StepStoppedException;
import dev.slipway.activities.log.StepLog;
import dev.slipway.api.Architecture;
import dev.slipway.project.ProjectLimits;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.SamBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Locks, builds the layer once per lock, and packs it with the code into the one zip that AgentCore
 * takes. SAM has no part in it: it knows no such resource.
 */
public final class RuntimeBuildActivity implements SamBuild {
  /** See "Direct code deployment" in AgentCore's developer guide. */
  private static final long MAX_ZIPPED_BYTES = 250_000_000;

  private static final int MAX_SOURCE_BYTES = ProjectLimits.BYTES + (1 << 20);

  private final Artifacts artifacts;
  private final TemplateBundle bundle;
  private final Workplace workplace;
  private final UnaryOperator<Architecture> processor;
  private final Function<Input, StepLog> logs;
  private final DependencyLock locks;
  private final DependencyLayer layers;

  /**
   * The step.
   *
   * @param processor what the agent runs on when a request asks for one: AWS's, or this machine's
   * @param logs opens the log of a step
   */
  public RuntimeBuildActivity(
      Artifacts artifacts,
      BuildTools tools,
      TemplateBundle bundle,
      Workplace workplace,
      Clock clock,
      UnaryOperator<Architecture> processor,
      Function<Input, StepLog> logs) {
    this.processor = processor;
    this.artifacts = artifacts;
    this.bundle = bundle;
    this.workplace = workplace;
    this.logs = logs;
    this.locks = new DependencyLock(artifacts, tools, clock);
    this.layers =
        new DependencyLayer(
            artifacts,
            tools,
            locks,
            new LayerStore(tools.cache().resolve("layers"), clock),
            bundle.runtime(),
            PackageLimit.AGENTCORE);
  }

  @Override
  public Built samBuild(Input input) {
    try (var log = logs.apply(input);
        var scratch = workplace.scratch("build")) {
      return build(input, scratch.directory(), log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepStoppedException(e);
    } catch (IOException e) {
      throw Failure.of(
              FailureType.TOOL_FAILED,
              "The worker's disk could not be used: %s".formatted(e.getMessage()))
          .toException(e);
    }
  }

  private Built build(Input input, Path directory, StepLog log)
      throws InterruptedException, IOException {
    String region = input.agent().region();
    var target = new BuildTarget(input.runtime(), processor.apply(input.architecture()));
    var files = new TreeMap<>(Zip.files(artifacts.read(region, input.bundle()), MAX_SOURCE_BYTES));
    files.putAll(bundle.runtimeSource());
    long codeBytes = files.values().stream().mapToLong(content -> content.length).sum();
    var wanted = new Wanted(input.requirements(), input.constraints(), input.packages());
    ArtifactRef lock = locks.lock(region, target, wanted, directory, log::line);
    var provided =
        layers.provide(region, target, lock, input.packages(), codeBytes, directory, log::line);
    ArtifactRef layer = provided.layer().zip();
    Path zip = directory.resolve("runtime.zip");
    RuntimePackage.write(artifacts.read(region, layer), files, zip);
    requireFits(Files.size(zip));
    log.line("slipway", "Packed into %d bytes; storing the package".formatted(Files.size(zip)));
    ArtifactRef code = artifacts.put(region, key(input, "runtime.zip", Sha256.of(zip)), zip);
    byte[] template = bundle.runtimeTemplate();
    return new Built(
        artifacts.put(region, key(input, "template.yaml", Sha256.of(template)), template),
        lock,
        layer,
        provided.reused(),
        code,
        provided.layer().unzippedBytes() + codeBytes);
  }

  private static void requireFits(long bytes) {
    if (bytes > MAX_ZIPPED_BYTES) {
      throw Failure.of(
              FailureType.PACKAGE_TOO_LARGE,
              "Zipped, the agent and its dependencies take %d bytes (expected: at most %d)."
                  .formatted(bytes, MAX_ZIPPED_BYTES))
          .toException();
    }
  }

  private static String key(Input input, String name, String sha256) {
    return ArtifactKeys.deployed(input.agent().stackName(), input.deploymentId(), name, sha256);
  }
}
