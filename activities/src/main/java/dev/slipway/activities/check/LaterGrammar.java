package dev.slipway.activities.check;

import dev.slipway.activities.tools.PythonInterpreter;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.model.Finding;
import java.util.List;

/**
 * Determines whether a later Python reads code that the runtime's Python refuses: then another
 * runtime is the quickest fix.
 */
final class LaterGrammar {
  private final PythonRuntime runtime;
  private final List<PythonInterpreter> newestFirst;

  LaterGrammar(PythonRuntime runtime, List<PythonInterpreter> newestFirst) {
    this.runtime = runtime;
    this.newestFirst = newestFirst;
  }

  /** The same verdict, with the runtime to choose as the hint where there is one. */
  CheckAnswer explain(byte[] code, CheckAnswer refusal, SecondOpinion.Reader reader)
      throws InterruptedException {
    for (PythonInterpreter later : newestFirst.reversed()) {
      if (later.minor() > runtime.minor() && reader.read(later, code, runtime).ok()) {
        return refusal.withErrors(
            refusal.errors().stream().map(error -> hinted(error, later)).toList());
      }
    }
    return refusal;
  }

  private static Finding hinted(Finding error, PythonInterpreter later) {
    return new Finding(
        error.code(),
        error.line(),
        error.column(),
        error.message(),
        "Python 3.%1$d reads this: choose runtime python3.%1$d, or write it the older way"
            .formatted(later.minor()),
        error.file());
  }
}
