package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A tool that starts only while its gate is open, to keep a dead child dead for a while. */
public final class Gate {
  private final String variable;
  private final Path tool;
  private final Path shut;

  private Gate(Path folder, String variable, String name) {
    this.variable = variable;
    tool = folder.resolve(name);
    shut = folder.resolve(name + ".shut");
  }

  /** A gate in front of Temporal's dev server. */
  public static Gate ofTemporal(Path folder) {
    var gate = new Gate(folder, "SLIPWAY_TEMPORAL", "temporal");
    gate.guard(gate.tool, Path.of(Ground.tool(gate.variable)));
    return gate;
  }

  /** A gate in front of the AWS emulator, which the stack runs with the interpreter next to it. */
  public static Gate ofEmulator(Path folder) {
    var gate = new Gate(folder, "SLIPWAY_MINISTACK", "ministack");
    gate.guard(gate.tool, Path.of(Ground.tool(gate.variable)));
    gate.guard(gate.tool.resolveSibling("python"), Ground.pythonOfTheEmulator());
    return gate;
  }

  private void guard(Path guard, Path guarded) {
    try {
      Files.writeString(
          guard,
          """
          #!/bin/sh
          while [ -e '%s' ]; do sleep 0.1; done
          exec '%s' "$@"
          """
              .formatted(shut, guarded));
      Files.setPosixFilePermissions(guard, PosixFilePermissions.fromString("rwx------"));
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
