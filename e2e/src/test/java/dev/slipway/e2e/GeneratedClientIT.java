package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.SharedStack;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client generated from the specification compiles, deploys an agent and reads its answer. The
 * build generates it, as a user would.
 */
class GeneratedClientIT {
  private static final Path CLIENT = Path.of("target/generated-client/src/main/java");
  private static final Path PROGRAM = Ground.root().resolve("examples/GeneratedClient.java");

  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @TempDir Path folder;

  @Test
  void generatedClient_compilesAndDeploysAnAgentThatAnswers() throws Exception {
    Path agent =
        Files.writeString(folder.resolve("agent.py"), Agents.saying("by a generated client"));
    compile();

    List<String> lines = run(SHARED.stack().url(), agent.toString(), "generated-client");

    assertThat(lines).last().asString().startsWith("200: ").contains("by a generated client");
    assertThat(lines).anySatisfy(line -> assertThat(line).endsWith(": succeeded"));
    assertThat(Agents.ask(SHARED.api(), "generated-client")).isEqualTo("by a generated client");
  }

  private void compile() throws IOException {
    var sources = new ArrayList<Path>(List.of(PROGRAM));
    try (Stream<Path> files = Files.walk(CLIENT)) {
      files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      var task =
          compiler.getTask(
              messages,
              files,
              null,
              List.of("-proc:none"),
              null,
              files.getJavaFileObjectsFromPaths(sources));
      assertThat(task.call()).as("%s", messages).isTrue();
    }
  }

  private List<String> run(String... arguments) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = folder + File.pathSeparator + System.getProperty("java.class.path");
    var words = new ArrayList<String>(List.of(java, "-cp", classes, "GeneratedClient"));
    words.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    var builder = new ProcessBuilder(words);
    builder.environment().put("SLIPWAY_TOKEN", Ground.TOKEN);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroyForcibly();
    List<String> lines = Files.readAllLines(output);
    assertThat(ended).as("%s", lines).isTrue();
    assertThat(process.exitValue()).as("%s", lines).isZero();
    return lines;
  }
}
