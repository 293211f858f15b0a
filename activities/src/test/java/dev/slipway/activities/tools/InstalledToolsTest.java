package dev.slipway.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.check.CodeCheck.ToolStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With shell scripts in place of the tools. */
class InstalledToolsTest {
  @TempDir Path directory;

  private final ProcessRunner processes = new ProcessRunner(line -> line);

  private ChildEnvironment environment() {
    return new ChildEnvironment(
        Map.of("PATH", directory + ":/usr/bin:/bin", "HOME", directory.toString()));
  }

  private String tool(String name, String script) throws IOException {
    Path file = Files.createDirectories(directory).resolve(name);
    Files.writeString(file, "#!/bin/sh\necho x >> " + directory.resolve("calls") + "\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }

  private InstalledTools tools(String sam, String uv) throws IOException {
    String python = tool("python", "echo Python 3.11.7\n");
    return new InstalledTools(
        new ToolSettings(sam, uv, python, directory), processes, environment());
  }

  @Test
  void toolsThatAnswer_areAskedOnce() throws Exception {
    var tools =
        tools(
            tool("sam", "echo SAM CLI, version 1.170.0\n"),
            tool("uv", "echo 'uv 0.13.9 (x86_64-unknown-linux-gnu)'\n"));

    assertThat(tools.probe())
        .containsExactly(
            new ToolStatus("sam", true, "1.170.0"),
            new ToolStatus("uv", true, "0.13.9"),
            new ToolStatus("python", true, "3.11.7"));
    assertThat(tools.probe()).hasSize(3);
    assertThat(Files.readAllLines(directory.resolve("calls"))).hasSize(3);
  }

  @Test
  void missingTool_isNotAvailableAndAskedAgain() throws Exception {
    var tools = tools(directory.resolve("absent").toString(), tool("uv", "echo uv 0.4.0\n"));

    assertThat(tools.probe())
        .contains(new ToolStatus("sam", false, null), new ToolStatus("uv", false, "0.4.0"));
    tool("absent", "echo SAM CLI, version 1.170.0\n");
    assertThat(tools.probe()).contains(new ToolStatus("sam", true, "1.170.0"));
  }

  @Test
  void versions_areComparedAsNumbers() {
    assertThat(InstalledTools.atLeast("0.13.9", "0.5")).isTrue();
    assertThat(InstalledTools.atLeast("1.9.0", "1.160")).isFalse();
  }

  @Test
  void interpreter_isTheOneThatReportsTheRightVersion() throws Exception {
    String liar = tool("python3.12", "echo 3.11.7\n");
    Path pyenv = Files.createDirectories(directory.resolve(".pyenv/versions/3.12.1/bin"));
    tool(directory.relativize(pyenv.resolve("python")).toString(), "echo 3.12.1\n");
    var pythons =
        new PythonInterpreters(
            new ToolSettings("sam", "no-uv", liar, directory), processes, environment());

    assertThat(pythons.find(PythonRuntime.PYTHON_3_12))
        .contains(new PythonInterpreter(pyenv.resolve("python").toString(), 12, "3.12.1"));
    assertThat(pythons.find(PythonRuntime.PYTHON_3_11).map(PythonInterpreter::minor)).contains(11);
    assertThat(pythons.find(PythonRuntime.PYTHON_3_14)).isEmpty();
  }
}
