package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A tool that starts only while its gate is open: what keeps a dead child dead for a while. */
public final class Gate {
  private final String variable;
  private final Path tool;
  private final Path shut;

  /**
   * A gate in front of a tool.
   *
   * @param variable the environment variable that names the tool
   */
  public Gate(Path folder, String variable) {
    this.variable = variable;
    tool = folder.resolve(variable.toLowerCase(java.util.Locale.ROOT));
    shut = folder.resolve(variable + ".shut");
    try {
      Files.writeString(
          tool,
          """
          #!/bin/sh
          while [ -e '%s' ]; do sleep 0.1; done
          exec '%s' "$@"
          """
              .formatted(shut, Ground.tool(variable)));
      Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String variable() {
    return variable;
  }

  /** What to run instead of the tool. */
  public String tool() {
    return tool.toString();
  }

  public void shut() {
    try {
      Files.createFile(shut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void open() {
    try {
      Files.delete(shut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
