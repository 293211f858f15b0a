package dev.slipway.activities.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.files.Directories;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreter;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Permission;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.check.CodeCheck.Report;
import dev.slipway.workflows.model.Finding;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With whatever Pythons this machine has; any one will do. */
class AgentCodeCheckerTest {
  private static final String GOOD =
      "from strands import Agent\nagent = Agent()\ndef main(user_input):\n    return agent(user_input)\n";

  private static final ProcessRunner PROCESSES = new ProcessRunner(line -> line);
  private static final ChildEnvironment ENVIRONMENT = new ChildEnvironment(System.getenv());

  /** Shared: it takes seconds to find them all. */
  private static final PythonInterpreters PYTHONS =
      new PythonInterpreters(ToolSettings.from(System.getenv()), PROCESSES, ENVIRONMENT);

  @TempDir Path cache;

  private AgentCodeChecker checker;
  private PythonRuntime runtime;

  @BeforeEach
  void findPython() throws Exception {
    PythonInterpreter newest = PYTHONS.all().getFirst();
    runtime = PythonRuntime.of("python3." + newest.minor());
    checker = new AgentCodeChecker(new TemplateBundle(), cache, PYTHONS, PROCESSES, ENVIRONMENT);
  }

  private Report check(String code) throws Exception {
    return checker.check(code.getBytes(StandardCharsets.UTF_8), runtime, CheckTerms.NONE);
  }

  @Test
  void auto_isTheLowestRuntimeThatReadsTheCode() throws Exception {
    Report usual =
        checker.check(GOOD.getBytes(StandardCharsets.UTF_8), PythonRuntime.AUTO, CheckTerms.NONE);
    String later = "type Port = str\n" + GOOD;
    Report chosen =
        checker.check(later.getBytes(StandardCharsets.UTF_8), PythonRuntime.AUTO, CheckTerms.NONE);

    assertThat(usual.ok()).isTrue();
    assertThat(usual.runtime()).isEqualTo(PythonRuntime.PYTHON_3_11);
    assertThat(usual.warnings()).extracting(Finding::code).doesNotContain("runtime_chosen");
    assertThat(chosen.ok()).as("%s", chosen.errors()).isTrue();
    assertThat(chosen.runtime()).isEqualTo(PythonRuntime.PYTHON_3_12);
    assertThat(chosen.warnings().getFirst().message())
        .startsWith("python3.12 is the lowest runtime that reads this");
  }

  @Test
  void checkerThatSomeoneRemoved_isExtractedAgain() throws Exception {
    Directories.delete(cache.resolve("checker"));

    assertThat(check(GOOD).ok()).isTrue();
  }

  @Test
  void whatACheckCompiles_isKeptForTheNext() throws Exception {
    check(GOOD);

    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files).anyMatch(file -> file.toString().matches(".*/agent_check/.*[.]pyc"));
    }
  }

  @Test
  void goodCode_hasAnEntryPointAndRequirements() throws Exception {
    Report report = check(GOOD);

    assertThat(report.ok()).isTrue();
    CodeCheck.EntryPoint entry = Objects.requireNonNull(report.entryPoint());
    assertThat(entry.name()).isEqualTo("main");
    assertThat(entry.parameters()).containsExactly("user_input");
    assertThat(report.requirements()).anyMatch(line -> line.startsWith("strands-agents=="));
  }

  @Test
  void sameCodeWithTheSameTerms_isReadOnce() throws Exception {
    Report first = check(GOOD);
    withABrokenProgram();

    assertThat(check(GOOD)).isEqualTo(first);
    assertThatThrownBy(() -> check(GOOD + "# other")).isInstanceOf(ApplicationFailure.class);
    var others = new CheckTerms(null, null, List.of("boto3"), null);
    assertThatThrownBy(() -> checker.check(GOOD.getBytes(StandardCharsets.UTF_8), runtime, others))
        .isInstanceOf(ApplicationFailure.class);
  }

  private void withABrokenProgram() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path path : files.filter(file -> file.endsWith("check_agent.py")).toList()) {
        Files.writeString(path, "raise SystemExit(3)");
      }
    }
  }

  @Test
  void rightsBeyondAnyAgents_areStatementsForTheRequest() throws Exception {
    Report report =
        check(
            """
            import boto3
            berths = boto3.resource('dynamodb').Table('berths')
            def main(p):
                berths.put_item(Item={'id': p})
            """);

    assertThat(report.permissions())
        .containsExactly(
            new Permission(
                List.of("dynamodb:PutItem"), List.of("arn:aws:dynamodb:*:*:table/berths")));
    assertThat(report.rights()).extracting(CodeCheck.Right::line).containsExactly(4);
    assertThat(report.warnings()).extracting(Finding::code).contains("missing_right");
  }

  @Test
  void everyError_hasItsLine() throws Exception {
    Report report = check("x = 1\ny = (2\n");

    assertThat(report.ok()).isFalse();
    assertThat(report.errors()).extracting(Finding::line).containsExactly(2);
  }

  @Test
  void codeIsNeverRun() throws Exception {
    Path trace = cache.resolve("trace");

    check("open(%r, 'w').close()\n".replace("%r", "'" + trace + "'") + GOOD);

    assertThat(trace).doesNotExist();
  }

  @Test
  void forkBomb_isOnlyRead() throws Exception {
    assertThat(check("import os\nwhile True:\n    os.fork()\n").ok()).isFalse();
  }

  @Test
  void fiveMegabytesOfBrackets_areRefusedWithinLimits() throws Exception {
    assertThat(check("x = " + "[".repeat(5 * 1024 * 1024 - 10)).ok()).isFalse();
  }

  @Test
  void deepNestingThatIsBalanced_isRefusedWithinLimits() throws Exception {
    assertThat(check("x = " + "(".repeat(100_000) + ")".repeat(100_000)).ok()).isFalse();
  }

  @Test
  void moreThanFiveMegabytes_areRefusedUnread() throws Exception {
    byte[] large = new byte[100 * 1024 * 1024];
    Arrays.fill(large, (byte) '[');

    Report report = checker.check(large, runtime, CheckTerms.NONE);

    assertThat(report.errors()).extracting(Finding::code).containsExactly("too_large");
  }
}
