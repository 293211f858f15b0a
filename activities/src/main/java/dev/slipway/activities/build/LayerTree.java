package dev.slipway.activities.build;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.activities.tools.PythonInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a dependency layer being built: {@code python/} as Lambda expects it. */
final class LayerTree {
  /** Where Lambda puts a layer; the compiled files name their sources there. */
  private static final String AT_RUN_TIME = "/opt";

  private static final String COMPILED = "__pycache__";

  private final Path root;
  private final Path packages;
  private final BuildTools tools;
  private final LineSink log;

  LayerTree(Path root, BuildTools tools, LineSink log) {
    this.root = root;
    this.packages = root.resolve("python");
    this.tools = tools;
    this.log = log;
  }

  Path root() {
    return root;
  }

  Path packages() {
    return packages;
  }

  /** Installs exactly what is locked, wheels only, each verified by its hash. */
  void install(BuildTarget target, Path lock) throws InterruptedException, IOException {
    Files.createDirectories(packages);
    var arguments = new ArrayList<>(List.of("pip", "install"));
    arguments.addAll(target.uvOptions());
    arguments.addAll(tools.pythonOptions(target));
    arguments.addAll(
        List.of(
            "--require-hashes",
            "--no-deps", // the lock is complete
            "--target",
            packages.toString(),
            "--requirement",
            lock.toString()));
    ProcessResult result = tools.uv(root, log, arguments);
    if (!result.succeeded()) {
      throw UvRefusal.ofInstall(result);
    }
    strip();
  }

  /**
   * Removes only what cannot be used on Lambda: commands with this worker's paths in them, uv's
   * lock file, caches. Package data stays, tests too: a package may import its own.
   */
  private void strip() throws IOException {
    Directories.delete(packages.resolve("bin"));
    Files.deleteIfExists(packages.resolve(".lock"));
    deleteCompiled();
  }

  /**
   * Compiles every module, if this worker has the runtime's Python.
   *
   * @return whether that was done as far as it can be, which is not so if it was cut short
   */
  boolean compile(BuildTarget target) throws InterruptedException {
    Optional<PythonInterpreter> python = tools.interpreters().find(target.runtime());
    if (python.isEmpty()) {
      log.line(
          "slipway",
          "No Python %s on this worker: the layer is shipped without compiled files and the agent"
                  .formatted(target.runtime().pythonVersion())
              + " starts more slowly");
      return true;
    }
    // Unchecked: the source never changes below a deployed layer, and times in a zip mean nothing.
    // A module that does not compile is a template or for another Python: exit code 1 is not a
    // fault.
    ProcessResult result =
        tools.python(
            python.get().executable(),
            root,
            LineSink.NONE,
            List.of(
                "-m",
                "compileall",
                "--invalidation-mode",
                "unchecked-hash",
                "-qq",
                "-j",
                // Not 0: Python counts the machine's processors, not those that a container may
                // use.
                String.valueOf(Runtime.getRuntime().availableProcessors()),
                "-s",
                root.toString(),
                "-p",
                AT_RUN_TIME,
                packages.toString()));
    return result.exitCode() <= 1 && !result.errors().contains("Traceback");
  }

  private void deleteCompiled() throws IOException {
    for (Path cache : compiledDirectories()) {
      Directories.delete(cache);
    }
  }

  private List<Path> compiledDirectories() throws IOException {
    try (Stream<Path> paths = Files.walk(packages)) {
      return paths.filter(path -> path.endsWith(COMPILED)).toList();
    }
  }

  List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  static boolean isCompiled(Path file) {
    Path folder = file.getParent();
    return folder != null && folder.endsWith(COMPILED);
  }

  static PackedPackage.Sizes sizes(List<Path> files) throws IOException {
    var sizes = PackedPackage.Sizes.NONE;
    for (Path file : files) {
      long bytes = Files.size(file);
      sizes =
          sizes.plus(
              isCompiled(file)
                  ? new PackedPackage.Sizes(0, bytes)
                  : new PackedPackage.Sizes(bytes, 0));
    }
    return sizes;
  }

  /** The total size of all files, as Lambda counts it. */
  static long bytes(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      long sum = 0;
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        sum += Files.size(path);
      }
      return sum;
    }
  }
}
