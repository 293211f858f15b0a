package dev.slipway.activities.tools;

import dev.slipway.workflows.check.CodeCheck;
import java.util.List;

/** Which tools the worker has, in which versions. */
public interface ToolProbe {
  List<CodeCheck.ToolStatus> probe();
}
