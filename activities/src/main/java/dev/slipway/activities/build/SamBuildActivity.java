package dev.slipway.activities.build;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.log.StepLog;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.SamBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/** Locks, builds the layer once per lock, has SAM build the function, and stores the package. */
public final class SamBuildActivity implements SamBuild {
  private final BuildTools tools;
  private final TemplateBundle bundle;
  private final BuildBench bench;

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
    this.tools = tools;
    this.bundle = bundle;
    this.bench =
        new BuildBench(artifacts, tools, bundle, workplace, clock, logs, PackageLimit.LAMBDA);
  }

  @Override
  public Built samBuild(Input input) {
    return bench.work(input, (directory, log) -> build(input, directory, log));
  }

  private Built build(Input input, Path directory, StepLog log)
      throws InterruptedException, IOException {
    var target = new BuildTarget(input.runtime(), input.architecture());
    var project = new SamProject(Files.createDirectory(directory.resolve("project")), tools);
    long functionBytes = project.writeSource(bench.source(input));
    project.writeTemplate(bundle, input.agent(), target);
    // SAM takes a second or two and does not need the layer, whose address is filled in later.
    try (var sam = new BackgroundTask<>(() -> project.build(input.agent(), log::line))) {
      var dependencies = bench.dependencies(input, target, functionBytes, directory, log);
      return pack(input, directory, project, sam.get(), dependencies);
    }
  }

  private Built pack(
      Input input,
      Path directory,
      SamProject project,
      Path function,
      BuildBench.Dependencies dependencies)
      throws IOException {
    Path zip = directory.resolve("function.zip");
    Zip.pack(function, zip);
    ArtifactRef code = bench.put(input, "function.zip", zip);
    byte[] packaged = project.packagedTemplate(code, dependencies.layer());
    return dependencies.with(
        bench.put(input, "template.yaml", packaged), code, LayerTree.bytes(function));
  }
}
