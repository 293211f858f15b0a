package dev.slipway.activities.check;

import dev.slipway.activities.files.Artifacts;
import dev.slipway.activities.heartbeat.StepStoppedException;
import dev.slipway.activities.tools.ToolProbe;
import dev.slipway.workflows.check.CodeCheck;
import java.util.List;

/** Answers short questions about code and tools. */
public final class CodeCheckActivity implements CodeCheck {
  private final Artifacts artifacts;
  private final AgentCodeChecker checker;
  private final ToolProbe tools;

  public CodeCheckActivity(Artifacts artifacts, AgentCodeChecker checker, ToolProbe tools) {
    this.artifacts = artifacts;
    this.checker = checker;
    this.tools = tools;
  }

  @Override
  public Report checkCode(Input input) {
    try {
      return checker.check(
          artifacts.read(input.region(), input.code()), input.runtime(), input.given());
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
