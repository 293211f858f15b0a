package dev.slipway.activities.build;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.log.StepLog;
import dev.slipway.api.Architecture;
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

  private final TemplateBundle bundle;
  private final UnaryOperator<Architecture> processor;
  private final BuildBench bench;

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
    this.bundle = bundle;
    this.processor = processor;
    this.bench =
        new BuildBench(artifacts, tools, bundle, workplace, clock, logs, PackageLimit.AGENTCORE);
  }

  @Override
  public Built samBuild(Input input) {
    return bench.work(input, (directory, log) -> build(input, directory, log));
  }

  private Built build(Input input, Path directory, StepLog log)
      throws InterruptedException, IOException {
    var target = new BuildTarget(input.runtime(), processor.apply(input.architecture()));
    var files = new TreeMap<>(Zip.files(bench.source(input), SamProject.MAX_SOURCE_BYTES));
    files.putAll(bundle.runtimeSource());
    long codeBytes = files.values().stream().mapToLong(content -> content.length).sum();
    var dependencies = bench.dependencies(input, target, codeBytes, directory, log);
    var packed =
        RuntimePackage.write(
            bench.layer(input, dependencies, directory),
            dependencies.layer(),
            files,
            directory.resolve("runtime.rest"));
    long rest = Files.size(packed.rest());
    requireFits(packed.kept() + rest);
    log.line(
        "slipway",
        "Packed %d bytes to go after the layer's %d; storing the package"
            .formatted(rest, packed.kept()));
    ArtifactRef code = bench.put(input, "runtime.zip", packed);
    return dependencies.with(
        bench.put(input, "template.yaml", bundle.runtimeTemplate()), code, codeBytes);
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
}
