package dev.slipway.activities.check;

import dev.slipway.activities.tools.PythonInterpreter;
import dev.slipway.api.PythonRuntime;
import dev.slipway.project.Project;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.Finding;
import java.util.Arrays;
import java.util.List;

/**
 * Judges code for a Python that this worker does not have.
 *
 * <p>The newest interpreter reads it first. If grammar is its only objection, the others are asked,
 * and then the first one again with the runtime's newer syntax rewritten in the older form. Only
 * code that all of them refuse is refused.
 */
final class SecondOpinion {
  /** A reading takes 0.15 s; a file with more lines of newer syntax is refused as is. */
  private static final int MAX_ROUNDS = 40;

  /** Asks one interpreter. */
  @FunctionalInterface
  interface Reader {
    CheckAnswer read(PythonInterpreter interpreter, byte[] code, PythonRuntime runtime)
        throws InterruptedException;
  }

  private final PythonRuntime runtime;
  private final List<PythonInterpreter> newestFirst;

  SecondOpinion(PythonRuntime runtime, List<PythonInterpreter> newestFirst) {
    this.runtime = runtime;
    this.newestFirst = newestFirst;
  }

  CodeCheck.Report of(byte[] code, Reader reader) throws InterruptedException {
    CheckAnswer first = reader.read(newestFirst.getFirst(), code, runtime);
    if (!first.refusedForGrammarOnly()) {
      return first.report(runtime, limit(newestFirst.getFirst()));
    }
    for (PythonInterpreter other : newestFirst.subList(1, newestFirst.size())) {
      CheckAnswer opinion = reader.read(other, code, runtime);
      if (!opinion.refusedForGrammarOnly()) {
        return opinion.report(runtime, limit(other));
      }
    }
    return translated(code, first, reader).report(runtime, limit(newestFirst.getFirst()));
  }

  /** Each reading reports one more line of newer syntax; anything else ends the rounds. */
  private CheckAnswer translated(byte[] code, CheckAnswer first, Reader reader)
      throws InterruptedException {
    if (Project.isArchive(code)) {
      return first; // its lines are in files, which are not rewritten
    }
    CheckAnswer answer = first;
    byte[] text = code;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      byte[] older = SyntaxDowngrader.inOlderWords(text, answer.errors());
      if (Arrays.equals(older, text)) {
        return first;
      }
      text = older;
      answer = reader.read(newestFirst.getFirst(), text, runtime);
      if (!answer.refusedForGrammarOnly()) {
        return answer;
      }
    }
    return first;
  }

  private Finding limit(PythonInterpreter reader) {
    return new Finding(
        "python_version",
        null,
        null,
        "The code was checked with Python %s: this worker has no %s"
            .formatted(reader.version(), runtime.pythonVersion()),
        "Install Python %s on the worker for an exact check".formatted(runtime.pythonVersion()));
  }
}
