package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.Console;
import dev.slipway.project.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/** What is deployed: one file, or a folder. */
public sealed interface Source permits SourceFile, SourceFolder {
  /** Reads the file or the folder, or one file from standard input for {@code -}. */
  static Source read(String path, Console console) {
    return !path.equals("-") && Files.isDirectory(Path.of(path))
        ? SourceFolder.read(path, console)
        : SourceFile.read(path, console);
  }

  /** Its name in errors. */
  String name();

  /** Adds what goes into the request itself. */
  void addTo(ObjectNode request);

  /** Its files by path. */
  SortedMap<String, byte[]> files();

  /** What goes beside the request. */
  Optional<Project> folder();
}
