package dev.slipway.activities.build;

import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessCall;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.process.ProcessTimedOutException;
import dev.slipway.activities.tools.PackageIndexes;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The programs the build runs, each with what it may see and how long it may take. */
public final class BuildTools {
  /** Resolving everything with a cold cache over a slow connection takes a minute or two. */
  private static final Duration UV_TIMEOUT = Duration.ofMinutes(5);

  /** Deleting takes seconds; uv first waits for builds that use it. */
  private static final Duration CLEANING_TIMEOUT = Duration.ofSeconds(30);

  /** SAM takes 2 s; ten times that on a loaded machine; anything longer is a fault. */
  private static final Duration SAM_TIMEOUT = Duration.ofMinutes(2);

  /** Compiling the largest layer takes about a minute on one core. */
  private static final Duration PYTHON_TIMEOUT = Duration.ofMinutes(5);

  /** Of this worker's disk, not of the request: ENOSPC, EDQUOT. */
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|os error (28|122)\\b");

  private final ToolSettings settings;
  private final ProcessRunner processes;
  private final ChildEnvironment environment;
  private final PythonInterpreters interpreters;

  public BuildTools(
      ToolSettings settings,
      ProcessRunner processes,
      ChildEnvironment environment,
      PythonInterpreters interpreters) {
    this.settings = settings;
    this.processes = processes;
    this.environment = environment;
    this.interpreters = interpreters;
  }

  /** Where this worker keeps what it can build again. */
  Path cache() {
    return settings.cache();
  }

  /** Where uv keeps what it downloads, if this worker's settings say so. */
  Optional<Path> uvCache() {
    return Optional.ofNullable(environment.packageIndex().get("UV_CACHE_DIR"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).toAbsolutePath().normalize());
  }

  /** Removes it, unless another build uses it for so long that the next one may try again. */
  void emptyUvCache(Path directory, LineSink log) throws InterruptedException {
    try {
      run(
          List.of(settings.uv(), "cache", "clean"),
          environment.packageIndex(),
          directory,
          CLEANING_TIMEOUT,
          log);
    } catch (ApplicationFailure e) {
      log.line("slipway", "uv's cache is too large and could not be emptied: " + e.getMessage());
    }
  }

  /** Which package indexes uv asks. */
  PackageIndexes indexes() {
    return new PackageIndexes(environment);
  }

  PythonInterpreters interpreters() {
    return interpreters;
  }

  /**
   * Runs uv, which sees the package index but nothing of AWS, and fetches nothing from elsewhere:
   * for a Python that this worker lacks it would ask GitHub, for up to a quarter of a minute where
   * that cannot be reached.
   */
  ProcessResult uv(Path directory, LineSink log, List<String> arguments)
      throws InterruptedException {
    Map<String, String> variables = environment.packageIndex();
    variables.put("NO_COLOR", "1");
    variables.put("UV_PYTHON_DOWNLOADS", "never");
    return run(command(settings.uv(), arguments), variables, directory, UV_TIMEOUT, log);
  }

  /**
   * A Python of this worker for uv, which would look for the target's. Any version does, since only
   * wheels are looked at.
   */
  List<String> pythonOptions(BuildTarget target) throws InterruptedException {
    return interpreters
        .nearest(target.runtime())
        .map(python -> List.of("--python", python.executable()))
        .orElse(List.of());
  }

  /**
   * Runs SAM; building needs neither credentials nor the network. Once a week it would ask PyPI for
   * its own latest version, which takes five seconds where that can't be reached: its settings say
   * that it has just done so.
   *
   * @param own a folder for them
   */
  ProcessResult sam(Path directory, Path own, String region, LineSink log, List<String> arguments)
      throws InterruptedException, IOException {
    Files.createDirectories(own);
    Files.writeString(
        own.resolve("metadata.json"),
        // SAM takes nothing but a float for one.
        "{\"lastVersionCheck\": %d.0}".formatted(Instant.now().getEpochSecond()));
    Map<String, String> variables = environment.local();
    variables.put("__SAM_CLI_APP_DIR", own.toString());
    variables.put("SAM_CLI_TELEMETRY", "0");
    variables.put("AWS_DEFAULT_REGION", region);
    variables.put("AWS_EC2_METADATA_DISABLED", "true"); // otherwise it looks for credentials there
    return run(command(settings.sam(), arguments), variables, directory, SAM_TIMEOUT, log);
  }

  /** Runs a Python in isolated mode. */
  ProcessResult python(String executable, Path directory, LineSink log, List<String> arguments)
      throws InterruptedException {
    var isolated = new ArrayList<String>(List.of("-I"));
    isolated.addAll(arguments);
    return run(command(executable, isolated), environment.local(), directory, PYTHON_TIMEOUT, log);
  }

  private static List<String> command(String program, List<String> arguments) {
    var command = new ArrayList<String>(List.of(program));
    command.addAll(arguments);
    return command;
  }

  private ProcessResult run(
      List<String> command,
      Map<String, String> variables,
      Path directory,
      Duration timeout,
      LineSink log)
      throws InterruptedException {
    try {
      return processes.run(ProcessCall.of(command, variables, directory, timeout), log);
    } catch (ProcessTimedOutException e) {
      throw Failure.of(
              FailureType.STEP_TIMED_OUT,
              "%s did not finish within %s.".formatted(nameOf(command), timeout),
              e.lastLines())
          .toException(e);
    }
  }

  /** The failure of a program that exited with an unexpected code. */
  static RuntimeException failed(String what, ProcessResult result) {
    Failure failure =
        Failure.of(
            FailureType.TOOL_FAILED,
            "%s failed with exit code %d.".formatted(what, result.exitCode()),
            result.lastLines(8));
    return FULL.matcher(result.errors()).find()
        ? failure.toExceptionAfter(BuildBench.ANOTHER_WORKER)
        : failure.toException();
  }

  private static String nameOf(List<String> command) {
    return String.valueOf(Path.of(command.getFirst()).getFileName());
  }
}
