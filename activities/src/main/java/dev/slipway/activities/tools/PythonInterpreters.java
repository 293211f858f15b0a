package dev.slipway.activities.tools;

import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessCall;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.process.ProcessTimedOutException;
import dev.slipway.api.PythonRuntime;
import io.temporal.failure.ApplicationFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds Pythons of given minor versions: the configured one, those on PATH, pyenv's and uv's.
 * Searches once per process and version.
 */
public final class PythonInterpreters {
  /** A Python that cannot report its version in this time is of no use. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * Only CPython with its lock (GIL) is like a runtime's: given another, uv looks for the wheels of
   * that one, and what it compiles is of no use to a runtime.
   */
  private static final String ASK =
      """
      import sys, sysconfig
      if sys.implementation.name == 'cpython' and not sysconfig.get_config_var('Py_GIL_DISABLED'):
          print('%d.%d.%d' % sys.version_info[:3])
      """;

  private static final Pattern ANSWER = Pattern.compile("3\\.(\\d+)\\.\\d+");

  private final ToolSettings settings;
  private final ProcessRunner processes;
  private final Map<String, String> environment;
  private final Map<PythonRuntime, Optional<PythonInterpreter>> found =
      new EnumMap<>(PythonRuntime.class);

  public PythonInterpreters(
      ToolSettings settings, ProcessRunner processes, ChildEnvironment environment) {
    this.settings = settings;
    this.processes = processes;
    this.environment = environment.packageIndex();
  }

  /** The interpreter of exactly that minor version, if this worker has one. */
  public synchronized Optional<PythonInterpreter> find(PythonRuntime runtime)
      throws InterruptedException {
    Optional<PythonInterpreter> known = found.get(runtime);
    if (known == null) {
      known = lookFor(runtime);
      found.put(runtime, known);
    }
    return known;
  }

  /** Every interpreter that could read agent code, newest first. */
  public List<PythonInterpreter> all() throws InterruptedException {
    var all = new ArrayList<PythonInterpreter>();
    for (PythonRuntime runtime : PythonRuntime.known()) {
      find(runtime).ifPresent(all::add);
    }
    all.sort(Comparator.comparingInt(PythonInterpreter::minor).reversed());
    return List.copyOf(all);
  }

  /** The interpreter of that minor version, else the newest other. */
  public Optional<PythonInterpreter> nearest(PythonRuntime runtime) throws InterruptedException {
    Optional<PythonInterpreter> exact = find(runtime);
    return exact.isPresent() ? exact : all().stream().findFirst();
  }

  /** uv takes seconds to look everywhere, so it is asked last. */
  private Optional<PythonInterpreter> lookFor(PythonRuntime runtime) throws InterruptedException {
    for (String candidate : candidates(runtime)) {
      Optional<PythonInterpreter> answer = ask(candidate, runtime);
      if (answer.isPresent()) {
        return answer;
      }
    }
    Optional<String> managed = managed(runtime);
    return managed.isEmpty() ? Optional.empty() : ask(managed.get(), runtime);
  }

  private List<String> candidates(PythonRuntime runtime) {
    var candidates = new ArrayList<>(List.of(settings.python()));
    var onPath = onPath(runtime.wireName());
    candidates.addAll(onPath.stream().filter(path -> !isShim(path)).toList());
    candidates.addAll(pyenv(runtime));
    candidates.addAll(onPath.stream().filter(PythonInterpreters::isShim).toList());
    return candidates;
  }

  /** Where the programs that the worker starts find it, which is not where the JVM would. */
  private List<String> onPath(String program) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .toList();
  }

  /** A script that takes half a second to choose a Python, or to say that none was chosen. */
  private static boolean isShim(String program) {
    return Path.of(program).resolveSibling("").endsWith("shims");
  }

  /** The one that uv finds or has installed itself. */
  private Optional<String> managed(PythonRuntime runtime) throws InterruptedException {
    return run(List.of(
            settings.uv(), "python", "find", "--no-python-downloads", runtime.pythonVersion()))
        .map(ProcessResult::output)
        .map(String::strip)
        .filter(path -> !path.isEmpty());
  }

  private List<String> pyenv(PythonRuntime runtime) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    Path versions = Path.of(home, ".pyenv", "versions");
    if (!Files.isDirectory(versions)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(versions)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(runtime.pythonVersion() + "."))
          .map(entry -> entry.resolve("bin").resolve("python").toString())
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      return List.of(); // unreadable is as good as absent
    }
  }

  private Optional<PythonInterpreter> ask(String executable, PythonRuntime runtime)
      throws InterruptedException {
    return run(List.of(executable, "-I", "-c", ASK))
        .map(ProcessResult::output)
        .map(String::strip)
        .map(ANSWER::matcher)
        .filter(Matcher::matches)
        .map(
            answer ->
                new PythonInterpreter(
                    executable, Integer.parseInt(answer.group(1)), answer.group()))
        .filter(found -> found.minor() == runtime.minor());
  }

  private Optional<ProcessResult> run(List<String> command) throws InterruptedException {
    try {
      Path here = Path.of("").toAbsolutePath();
      return Optional.of(processes.run(ProcessCall.of(command, environment, here, TIMEOUT)))
          .filter(ProcessResult::succeeded);
    } catch (ApplicationFailure | ProcessTimedOutException e) {
      return Optional.empty(); // not there, or not usable: the next candidate may be
    }
  }
}
