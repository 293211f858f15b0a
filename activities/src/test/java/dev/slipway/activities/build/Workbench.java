package dev.slipway.activities.build;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.check.AgentCodeChecker;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Workplace;
import dev.slipway.activities.inject.InjectActivity;
import dev.slipway.activities.log.Redaction;
import dev.slipway.activities.log.StepLog;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.SamBuild;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The inject and build activities with real tools, as a worker wires them. */
final class Workbench {
  static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-workbench"));

  final Artifacts artifacts;
  final BuildTools tools;
  final InjectActivity inject;
  final SamBuildActivity samBuild;

  Workbench(Artifacts artifacts, StepLog log) {
    this.artifacts = artifacts;
    var settings = ToolSettings.from(System.getenv());
    var processes = new ProcessRunner(new Redaction());
    var environment = new ChildEnvironment(System.getenv());
    var pythons = new PythonInterpreters(settings, processes, environment);
    var bundle = new TemplateBundle();
    this.tools = new BuildTools(settings, processes, environment, pythons);
    this.inject =
        new InjectActivity(
            artifacts,
            new AgentCodeChecker(bundle, settings.cache(), pythons, processes, environment),
            bundle);
    this.samBuild =
        new SamBuildActivity(
            artifacts,
            tools,
            bundle,
            Workplace.open(settings.cache().resolve("steps")),
            Clock.systemUTC(),
            input -> log);
  }

  /** Locks that are kept below a folder. */
  static DependencyLock locks(Artifacts artifacts, BuildTools tools, Path folder) {
    return locks(artifacts, tools, folder, Clock.systemUTC());
  }

  static DependencyLock locks(Artifacts artifacts, BuildTools tools, Path folder, Clock clock) {
    var kept = new LockStore(folder.resolve("locks"), LockStore.MOST, clock);
    return new DependencyLock(artifacts, tools, kept, clock);
  }

  Inject.Bundle inject(String id, String code, PythonRuntime runtime, List<String> requirements) {
    ArtifactRef ref =
        artifacts.put(
            AGENT.region(), "code/" + id + "/agent.py", code.getBytes(StandardCharsets.UTF_8));
    return inject.inject(
        new Inject.Input(
            new DeploymentId(id), AGENT, ref, runtime, requirements, null, null, null));
  }

  SamBuild.Built build(
      String id, Inject.Bundle bundle, PythonRuntime runtime, Architecture architecture) {
    return samBuild.samBuild(
        new SamBuild.Input(
            new DeploymentId(id),
            AGENT,
            runtime,
            architecture,
            bundle.archive(),
            bundle.requirements(),
            bundle.constraints(),
            PackageTerms.NONE,
            null));
  }
}
