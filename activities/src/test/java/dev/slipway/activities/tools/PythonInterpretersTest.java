package dev.slipway.activities.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.api.PythonRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonInterpretersTest {
  @TempDir Path home;

  private String path = "";

  private PythonInterpreters interpreters() {
    var settings = new ToolSettings("sam", home.resolve("uv").toString(), "no-python", home);
    var environment = new ChildEnvironment(Map.of("PATH", path, "HOME", home.toString()));
    return new PythonInterpreters(settings, new ProcessRunner(line -> line), environment);
  }

  @BeforeEach
  void install() throws IOException {
    path = home.resolve("programs").toString();
    script(".pyenv/versions/3.13.1/bin/python", "echo 3.13.1");
    script("managed/python", "echo 3.14.0");
    script("uv", ": > \"$HOME/asked\"; echo \"$HOME/managed/python\"");
  }

  private void script(String name, String line) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void whatIsAtHand_isFoundWithoutUv() throws Exception {
    assertThat(interpreters().find(PythonRuntime.PYTHON_3_13))
        .map(PythonInterpreter::version)
        .contains("3.13.1");
    assertThat(home.resolve("asked")).doesNotExist();
  }

  @Test
  void whatIsNot_isAskedOfUv() throws Exception {
    assertThat(interpreters().find(PythonRuntime.PYTHON_3_14))
        .map(PythonInterpreter::executable)
        .contains(home.resolve("managed/python").toString());
  }

  @Test
  void anotherPythonThanWanted_isNotTaken() throws Exception {
    assertThat(interpreters().find(PythonRuntime.PYTHON_3_12)).isEmpty();
  }

  @Test
  void nearest_isThatVersion_elseTheNewestOther() throws Exception {
    assertThat(interpreters().nearest(PythonRuntime.PYTHON_3_13))
        .map(PythonInterpreter::version)
        .contains("3.13.1");
    assertThat(interpreters().nearest(PythonRuntime.PYTHON_3_12))
        .map(PythonInterpreter::version)
        .contains("3.14.0");
  }

  @ParameterizedTest
  @CsvSource({
    "pass,                                           true",
    "sys.implementation.name = 'pypy',               false",
    "sysconfig.get_config_var = lambda name: 1,      false"
  })
  void onlyCPythonWithItsLock_isFound(String change, boolean found) throws Exception {
    String python =
        "PATH='%s' exec python3 -I -c \"import sys, sysconfig; %s; sys.version_info = (3, 12, 1); exec(sys.argv[1])\" \"$3\""
            .formatted(System.getenv("PATH"), change);
    script("programs/python3.12", python);

    assertThat(interpreters().find(PythonRuntime.PYTHON_3_12).isPresent()).isEqualTo(found);
  }

  @Test
  void shimOfAVersionManager_isAskedOnlyWhereNothingElseIs() throws Exception {
    script("shims/python3.13", ": > \"$HOME/shim\"; echo 3.13.9");
    script("shims/python3.12", "echo 3.12.9");
    path = home.resolve("shims").toString();

    assertThat(interpreters().find(PythonRuntime.PYTHON_3_13))
        .map(PythonInterpreter::version)
        .contains("3.13.1");
    assertThat(home.resolve("shim")).doesNotExist();
    assertThat(interpreters().find(PythonRuntime.PYTHON_3_12))
        .map(PythonInterpreter::version)
        .contains("3.12.9");
  }

  @Test
  void whatIsOnThePath_comesFirst() throws Exception {
    script("programs/python3.13", "echo 3.13.9");
    assertThat(interpreters().find(PythonRuntime.PYTHON_3_13))
        .map(PythonInterpreter::version)
        .contains("3.13.9");
  }
}
