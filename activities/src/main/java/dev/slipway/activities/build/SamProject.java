package dev.slipway.activities.build;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.project.ProjectLimits;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A directory in which a person could run {@code sam build} with the same result. */
final class SamProject {
  /** The author's code has its own limit; the rest of the function is some 100 KB. */
  static final int MAX_SOURCE_BYTES = ProjectLimits.BYTES + (1 << 20);

  private static final String FUNCTION = "AgentFunction";
  private static final String OUTPUT = "built";

  private final Path directory;
  private final BuildTools tools;
  private SortedMap<String, byte[]> files = new TreeMap<>();

  SamProject(Path directory, BuildTools tools) {
    this.directory = directory;
    this.tools = tools;
  }

  /** Writes the function's files; returns their size in bytes. */
  long writeSource(byte[] bundle) throws IOException {
    files = Zip.files(bundle, MAX_SOURCE_BYTES);
    write(directory.resolve("source"));
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  private void write(Path place) throws IOException {
    Directories.write(place, files);
    for (String name : files.keySet()) {
      if (Zip.isScript(name)) {
        Files.setPosixFilePermissions(
            place.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  /** Writes template and settings; the template's layer has an address, so SAM leaves it alone. */
  void writeTemplate(TemplateBundle bundle, AgentKey agent, BuildTarget target) throws IOException {
    Files.write(directory.resolve("template.yaml"), bundle.samTemplate());
    Files.writeString(directory.resolve("samconfig.toml"), SamConfig.text(agent, target));
  }

  /**
   * Runs {@code sam build}; returns the directory with the built function. SAM leaves out what
   * looks like a tool's, such as a folder named env: what the author deploys is there all the same.
   */
  Path build(AgentKey agent, LineSink log) throws InterruptedException, IOException {
    ProcessResult result =
        tools.sam(
            directory,
            directory.resolveSibling("sam-settings"),
            agent.region(),
            log,
            List.of("build", "--output", "json", "--build-dir", OUTPUT));
    SamRefusal.requireSuccess(result);
    Path function = directory.resolve(OUTPUT).resolve(FUNCTION);
    write(function);
    return function;
  }

  /** The built template with the addresses of the function's code and its layer filled in. */
  byte[] packagedTemplate(ArtifactRef code, ArtifactRef layer) throws IOException {
    var template =
        new SamTemplate(Files.readAllBytes(directory.resolve(OUTPUT).resolve("template.yaml")));
    template.setCode(code.uri());
    template.setLayer(layer.uri());
    return template.bytes();
  }
}
