package dev.slipway.activities.build;

import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import java.util.List;

/** What dependencies are built for: Python, processor and C library. */
record BuildTarget(PythonRuntime runtime, Architecture architecture) {
  /** The same as uv arguments; wheels only, so that no package's code runs on the worker. */
  List<String> uvOptions() {
    return List.of(
        "--python-version",
        runtime.pythonVersion(),
        "--python-platform",
        "%s-%s".formatted(architecture.wheelName(), runtime.glibc().resolutionTag()),
        "--only-binary",
        ":all:");
  }

  String label() {
    return runtime.wireName() + " on " + architecture.wireName();
  }
}
