package dev.slipway.activities.build;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.heartbeat.StepStoppedException;
import dev.slipway.activities.log.StepLog;
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
import java.util.function.Function;

/** Locks, builds the layer once per lock, has SAM build the function, and stores the package. */
public final class SamBuildActivity implements SamBuild {
  private final Artifacts artifacts;
  private final BuildTools tools;
  private final TemplateBundle bundle;
  private final Workplace workplace;
  private final Function<Input, StepLog> logs;
  private final DependencyLock locks;
  private final DependencyLayer layers;

  /**
   * The step.
   *
   * @param logs opens the log of a step
   */
  public SamBuildActivity(
      Artifacts artifacts,
      BuildTools tools,
      TemplateBundle bundle,
      Workplace workplace,
      Clock clock,
      Function<Input, StepLog> logs) {
    this.artifacts = artifacts;
    this.tools = tools;
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
            PackageLimit.LAMBDA);
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
    var target = new BuildTarget(input.runtime(), input.architecture());
    var project = new SamProject(Files.createDirectory(directory.resolve("project")), tools);
    long functionBytes = project.writeSource(artifacts.read(region, input.bundle()));
    project.writeTemplate(bundle, input.agent(), target);
    // SAM takes a second or two and does not need the layer, whose address is filled in later.
    try (var sam = new BackgroundTask<>(() -> project.build(input.agent(), log::line))) {
      var wanted = new Wanted(input.requirements(), input.constraints(), input.packages());
      ArtifactRef lock = locks.lock(region, target, wanted, directory, log::line);
      var provided =
          layers.provide(
              region, target, lock, input.packages(), functionBytes, directory, log::line);
      return pack(input, directory, project, sam.get(), lock, provided);
    }
  }

  private Built pack(
      Input input,
      Path directory,
      SamProject project,
      Path function,
      ArtifactRef lock,
      DependencyLayer.Provided provided)
      throws IOException {
    String region = input.agent().region();
    ArtifactRef layer = provided.layer().zip();
    Path zip = directory.resolve("function.zip");
    Zip.pack(function, zip);
    ArtifactRef code = artifacts.put(region, key(input, "function.zip", Sha256.of(zip)), zip);
    byte[] packaged = project.packagedTemplate(code, layer);
    ArtifactRef template =
        artifacts.put(region, key(input, "template.yaml", Sha256.of(packaged)), packaged);
    return new Built(
        template,
        lock,
        layer,
        provided.reused(),
        code,
        provided.layer().unzippedBytes() + LayerTree.bytes(function));
  }

  private static String key(Input input, String name, String sha256) {
    return ArtifactKeys.deployed(input.agent().stackName(), input.deploymentId(), name, sha256);
  }
}
