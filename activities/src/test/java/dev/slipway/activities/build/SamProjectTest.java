package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** With the real SAM CLI. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_SAM", matches = ".+")
class SamProjectTest {
  @TempDir Path home;

  /**
   * It would note in its settings, or in the user's, when it has asked PyPI for its own version.
   */
  @Test
  void build_asksNothingOfTheNetwork_andLeavesNothingInTheHome() throws Exception {
    var project = new SamProject(Files.createDirectories(home.resolve("build/project")), tools());
    project.writeSource(source());
    project.writeTemplate(
        new TemplateBundle(),
        Workbench.AGENT,
        new BuildTarget(PythonRuntime.PYTHON_3_11, Architecture.X86_64));

    Path function = project.build(Workbench.AGENT, LineSink.NONE);

    assertThat(function.resolve("agent.py")).hasContent("x = 1");
    assertThat(home.resolve(".aws-sam")).doesNotExist();
    assertThat(home.resolve("build/sam-settings/metadata.json"))
        .content()
        .containsPattern("\"lastVersionCheck\": \\d+\\.0\\b");
  }

  private static byte[] source() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("agent.py"));
      zip.write("x = 1".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private BuildTools tools() {
    var settings = ToolSettings.from(System.getenv());
    var processes = new ProcessRunner(line -> line);
    var environment =
        new ChildEnvironment(Map.of("PATH", System.getenv("PATH"), "HOME", home.toString()));
    return new BuildTools(
        settings, processes, environment, new PythonInterpreters(settings, processes, environment));
  }
}
