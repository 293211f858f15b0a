package dev.slipway.activities.inject;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.check.AgentCodeChecker;
import dev.slipway.activities.check.CheckTerms;
import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.heartbeat.StepStoppedException;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.FrozenSource;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;

/** Checks the code, puts it into the handler and freezes the result. */
public final class InjectActivity implements Inject {
  /** An agent calls a handful of models and reads a dozen variables. */
  private static final int MAX_NAMES = 100;

  /** An inference profile's ARN has about 120 characters; Lambda's names have at most 255. */
  private static final int MAX_NAME_LENGTH = 300;

  private final Artifacts artifacts;
  private final AgentCodeChecker checker;
  private final TemplateBundle bundle;
  private final FunctionSource sources;

  public InjectActivity(Artifacts artifacts, AgentCodeChecker checker, TemplateBundle bundle) {
    this.artifacts = artifacts;
    this.checker = checker;
    this.bundle = bundle;
    this.sources = new FunctionSource(bundle);
  }

  @Override
  public Bundle inject(Input input) {
    byte[] code = artifacts.read(input.agent().region(), input.code());
    CodeCheck.Report report = check(code, input);
    var needed =
        RequirementList.of(
            report.requirements(), report.constraints(), input.requirements(), constraints(report));
    return new Bundle(
        freeze(sources.of(code, input, report.project()), input),
        needed.lines(),
        needed.constraints(),
        named(report.models()),
        report.modelsComplete()
            && named(report.models()).size() == report.models().size()
            && !input.choosesLibrary(),
        named(report.envNames()),
        report.entryPoint() != null && report.entryPoint().streams(),
        report.warnings(),
        report.runtime(),
        report.project());
  }

  /** Versions of ours, except where a folder declares its own. */
  private List<String> constraints(CodeCheck.Report report) {
    return report.project() == null
        ? bundle.constraints()
        : RequirementList.beside(report.requirements(), bundle.constraints());
  }

  /** Megabytes of code can name thousands; what is carried with each revision stays small. */
  private static List<String> named(List<String> names) {
    return names.stream()
        .filter(name -> name.length() <= MAX_NAME_LENGTH)
        .limit(MAX_NAMES)
        .toList();
  }

  private static CheckTerms terms(Input input) {
    return new CheckTerms(input.given(), input.entry(), input.requirements(), input.target());
  }

  private CodeCheck.Report check(byte[] code, Input input) {
    try {
      CodeCheck.Report report = checker.check(code, input.runtime(), terms(input));
      if (!report.ok()) {
        throw rejected(report.errors());
      }
      return report;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepStoppedException(e);
    }
  }

  private static RuntimeException rejected(List<Finding> errors) {
    return Failure.of(
            FailureType.CODE_REJECTED,
            errors.size() == 1
                ? "The code has an error that would stop it."
                : "The code has %d errors that would stop it.".formatted(errors.size()),
            errors.stream().map(Finding::sentence).toList())
        .toException();
  }

  private ArtifactRef freeze(SortedMap<String, byte[]> files, Input input) {
    try {
      byte[] archive = Zip.of(files);
      String key =
          ArtifactKeys.deployed(
              input.agent().stackName(),
              input.deploymentId(),
              FrozenSource.ARCHIVE,
              Sha256.of(archive));
      return artifacts.put(input.agent().region(), key, archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // writes into memory only
    }
  }
}
