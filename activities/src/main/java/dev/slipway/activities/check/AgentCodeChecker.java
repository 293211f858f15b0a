package dev.slipway.activities.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessCall;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.process.ProcessTimedOutException;
import dev.slipway.activities.tools.PythonInterpreter;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.api.PythonRuntime;
import dev.slipway.project.Project;
import dev.slipway.project.ProjectLimits;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.GivenNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has Python's own compiler judge the code, in a process with limits on time and memory.
 *
 * <p>The interpreter of the runtime's minor version has the last word. Where this worker has none,
 * {@link SecondOpinion} decides, so code is never refused for that alone.
 */
public final class AgentCodeChecker {
  /** Five megabytes of code; the API refuses more before anything is started. */
  public static final int MAX_BYTES = 5 * 1024 * 1024;

  /** A folder's files and their paths. */
  private static final int MAX_ARCHIVE_BYTES = ProjectLimits.BYTES + ProjectLimits.FILES * 1024;

  /** The checker limits itself to 20 s of processor time; a busy machine may need longer. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** 200 findings of each kind with their hints are well below this. */
  private static final int MAX_ANSWER_LENGTH = 4 * 1024 * 1024;

  /** Some hundred findings; what has more is checked each time. */
  private static final int MAX_KEPT_LENGTH = 64 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final PythonInterpreters interpreters;
  private final ProcessRunner processes;
  private final Map<String, String> environment;
  private final TemplateBundle bundle;
  private final Path cache;
  private final RecentAnswers recent = new RecentAnswers();

  public AgentCodeChecker(
      TemplateBundle bundle,
      Path cache,
      PythonInterpreters interpreters,
      ProcessRunner processes,
      ChildEnvironment environment) {
    this.interpreters = interpreters;
    this.processes = processes;
    this.environment = environment.local();
    this.bundle = bundle;
    this.cache = cache;
    script();
  }

  /** Extracted again if whoever cleans up the disk has removed it. */
  private Path script() {
    try {
      return CheckerFiles.script(bundle, cache);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cache: %s (expected: a writable directory)".formatted(cache), e);
    }
  }

  /**
   * Everything wrong with the code at once, and what it needs; fails only if no interpreter can
   * tell.
   */
  public CodeCheck.Report check(byte[] code, PythonRuntime runtime, CheckTerms terms)
      throws InterruptedException {
    int most = Project.isArchive(code) ? MAX_ARCHIVE_BYTES : MAX_BYTES;
    if (code.length > most) {
      return refusal(runtime, "too_large", "The code has more than %d bytes".formatted(most));
    }
    return runtime == PythonRuntime.AUTO
        ? ChosenRuntime.of(
            PythonRuntime.lowest(terms.target()), candidate -> checkFor(code, candidate, terms))
        : checkFor(code, runtime, terms);
  }

  private CodeCheck.Report checkFor(byte[] code, PythonRuntime runtime, CheckTerms terms)
      throws InterruptedException {
    SecondOpinion.Reader reader =
        (interpreter, text, wanted) -> ask(interpreter, text, wanted, terms);
    Optional<PythonInterpreter> exact = interpreters.find(runtime);
    if (exact.isPresent()) {
      CheckAnswer verdict = reader.read(exact.get(), code, runtime);
      return verdict.refusedForGrammarOnly()
          ? new LaterGrammar(runtime, interpreters.all())
              .explain(code, verdict, reader)
              .report(runtime)
          : verdict.report(runtime);
    }
    List<PythonInterpreter> others = interpreters.all();
    if (others.isEmpty()) {
      throw Failure.of(
              FailureType.TOOL_MISSING,
              "python: no interpreter on this worker (expected: %s or another of 3.10 to 3.14)"
                  .formatted(runtime.pythonVersion()))
          .toException();
    }
    return new SecondOpinion(runtime, others).of(code, reader);
  }

  private CheckAnswer ask(
      PythonInterpreter interpreter, byte[] code, PythonRuntime runtime, CheckTerms terms)
      throws InterruptedException {
    List<String> command = command(interpreter, runtime, terms);
    var question = RecentAnswers.Question.of(command, code);
    Optional<CheckAnswer> known = recent.find(question);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      ProcessResult result =
          processes.run(
              ProcessCall.of(command, environment, Path.of("").toAbsolutePath(), TIMEOUT)
                  .withInput(code)
                  .withOutputLimit(MAX_ANSWER_LENGTH));
      CheckAnswer answer = answer(result, interpreter);
      // How much a busy machine could do in the time is no property of the code.
      if (!exhausted(result) && result.output().length() <= MAX_KEPT_LENGTH) {
        recent.keep(question, answer);
      }
      return answer;
    } catch (ProcessTimedOutException e) {
      return exhausted("more than %s".formatted(TIMEOUT), interpreter);
    }
  }

  private List<String> command(
      PythonInterpreter interpreter, PythonRuntime runtime, CheckTerms terms) {
    var command =
        new ArrayList<>(
            List.of(
                interpreter.executable(),
                "-I",
                "-X",
                "keep_compiled",
                script().toString(),
                "--runtime",
                runtime.pythonVersion()));
    GivenNames given = terms.given();
    if (given != null) {
      command.add("--given=" + String.join(",", given.names()));
      command.add("--granted=" + String.join(",", given.actions()));
    }
    if (terms.entry() != null) {
      command.add("--entry=" + terms.entry());
    }
    terms.requirements().forEach(line -> command.add("--require=" + line));
    return List.copyOf(command);
  }

  /** 128 + signal: the kernel killed it for the resources it used. */
  private static boolean exhausted(ProcessResult result) {
    return result.exitCode() > 128;
  }

  private static CheckAnswer answer(ProcessResult result, PythonInterpreter interpreter) {
    if (exhausted(result)) {
      return exhausted("too much time or memory", interpreter);
    }
    try {
      return JSON.readValue(result.output(), CheckAnswer.class);
    } catch (JsonProcessingException e) {
      throw Failure.of(
              FailureType.TOOL_FAILED,
              "check: no answer from Python %s, exit code %d"
                  .formatted(interpreter.version(), result.exitCode()),
              result.lastLines(5))
          .toException(e);
    }
  }

  private static CheckAnswer exhausted(String what, PythonInterpreter interpreter) {
    return CheckAnswer.refusal(
        new Finding(
            "too_complex",
            null,
            null,
            "Checking the code took " + what,
            "Send shorter or simpler code"),
        interpreter.version());
  }

  private static CodeCheck.Report refusal(PythonRuntime runtime, String code, String message) {
    return CheckAnswer.refusal(
            new Finding(
                code,
                null,
                null,
                message,
                "Keep data out of the code: load it from S3 or with a tool"),
            "none")
        .report(runtime);
  }
}
