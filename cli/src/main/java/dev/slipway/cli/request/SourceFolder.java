package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.Console;
import dev.slipway.project.Project;
import dev.slipway.project.ProjectFolder;
import dev.slipway.project.ProjectRefused;
import dev.slipway.project.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A folder of agent code.
 *
 * @param name its path as it was given
 */
record SourceFolder(String name, Project project) implements Source {
  static SourceFolder read(String path, Console console) {
    try {
      Project project = ProjectFolder.read(Path.of(path));
      console.err(
          "%s: %,d files, %,d bytes".formatted(path, project.files().size(), project.bytes()));
      return new SourceFolder(path, project);
    } catch (ProjectRefused refused) {
      throw new UsageError(
          refused.refusals().stream()
              .map(SourceFolder::sentence)
              .collect(Collectors.joining("\n", path + " can't be deployed:\n", "")));
    } catch (IOException e) {
      throw new UsageError("%s can't be read: %s".formatted(path, e.getMessage()));
    }
  }

  private static String sentence(Refusal refusal) {
    return "  " + refusal.message() + (refusal.hint() == null ? "" : " (" + refusal.hint() + ")");
  }

  @Override
  public void addTo(ObjectNode request) {
    // It goes beside the request.
  }

  @Override
  public SortedMap<String, byte[]> files() {
    return project.files();
  }

  @Override
  public Optional<Project> folder() {
    return Optional.of(project);
  }
}
