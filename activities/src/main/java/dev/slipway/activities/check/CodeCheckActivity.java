package dev.slipway.activities.check;

import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.heartbeat.StepStoppedException;
import dev.slipway.activities.tools.PackageIndexes;
import dev.slipway.activities.tools.ToolProbe;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.Finding;
import java.util.List;

/** Answers short questions about code and tools. */
public final class CodeCheckActivity implements CodeCheck {
  private final Artifacts artifacts;
  private final AgentCodeChecker checker;
  private final ToolProbe tools;
  private final PackageIndexes indexes;

  public CodeCheckActivity(
      Artifacts artifacts, AgentCodeChecker checker, ToolProbe tools, PackageIndexes indexes) {
    this.indexes = indexes;
    this.artifacts = artifacts;
    this.checker = checker;
    this.tools = tools;
  }

  @Override
  public Report checkCode(Input input) {
    try {
      Report report =
          checker.check(
              artifacts.read(input.region(), input.code()),
              input.runtime(),
              new CheckTerms(input.given(), input.entry(), input.requirements(), null));
      return indexes
          .refusal(input.packages())
          .map(refusal -> report.refused(new Finding(CodeCheck.POLICY, null, null, refusal, null)))
          .orElse(report);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepStoppedException(e);
    }
  }

  @Override
  public List<ToolStatus> probeTools() {
    return tools.probe();
  }
}
