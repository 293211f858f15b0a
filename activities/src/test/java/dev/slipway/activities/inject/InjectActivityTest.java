package dev.slipway.activities.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.activities.check.AgentCodeChecker;
import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Permission;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;
import dev.slipway.project.Project;
import dev.slipway.storage.artifacts.FrozenSource;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.GivenNames;
import dev.slipway.workflows.model.ProjectFacts;
import dev.slipway.workflows.steps.Inject.Bundle;
import dev.slipway.workflows.steps.Inject.Input;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectActivityTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-a"));
  private static final String CODE =
      "from strands import Agent\r\nPROMPT = '''$1\r\n\\t{x}'''\r\nagent = Agent(system_prompt=PROMPT)\r\n";

  /** Shared: what a check compiles is kept there. */
  @TempDir static Path cache;

  private final FakeArtifacts artifacts = new FakeArtifacts();
  private final TemplateBundle bundle = new TemplateBundle();
  private InjectActivity inject;

  @BeforeEach
  void wire() {
    var processes = new ProcessRunner(line -> line);
    var environment = new ChildEnvironment(System.getenv());
    var pythons =
        new PythonInterpreters(ToolSettings.from(System.getenv()), processes, environment);
    inject =
        new InjectActivity(
            artifacts,
            new AgentCodeChecker(bundle, cache, pythons, processes, environment),
            bundle);
  }

  private Bundle inject(String code, String... requirements) {
    var ref = artifacts.put("us-east-1", "code.py", code.getBytes(StandardCharsets.UTF_8));
    return inject.inject(
        new Input(
            new DeploymentId("d-1"),
            AGENT,
            ref,
            PythonRuntime.PYTHON_3_11,
            List.of(requirements),
            null,
            null,
            null));
  }

  @Test
  void bundle_isTheSameForTheSameCode() throws Exception {
    Bundle first = inject(CODE);
    Bundle second = inject(CODE);

    assertThat(second).isEqualTo(first);
    assertThat(first.archive().uri())
        .endsWith("agents/strands-agent-a/d-1/" + first.archive().sha256() + "/source.zip");
    var files = Zip.files(artifacts.read("us-east-1", first.archive()), 10_000_000);
    assertThat(files.keySet())
        .containsExactlyInAnyOrder("agent_handler.py", "agent_source.json", "run.sh");
    assertThat(new String(files.get("agent_handler.py"), StandardCharsets.UTF_8))
        .contains("begins ===\n" + CODE + "\n# === slipway");
  }

  /** Whoever looks at a revision sees what its author wrote. */
  @Test
  void theAuthorsCode_canBeReadBackFromTheBundle() {
    for (String code : List.of(CODE, CODE.strip(), CODE + "\n\n", "# grüße ⛵\n" + CODE)) {
      var frozen = FrozenSource.of(artifacts.read("us-east-1", inject(code).archive()));

      assertThat(frozen.folder()).isFalse();
      assertThat(frozen.files().keySet()).containsExactly("code.py");
      assertThat(new String(frozen.files().get("code.py"), StandardCharsets.UTF_8)).isEqualTo(code);
    }
  }

  @Test
  void bundle_carriesTheNameThatTheCodeWasStoredUnder() throws Exception {
    var ref =
        artifacts.put("us-east-1", "code/1/büro \"a\".py", CODE.getBytes(StandardCharsets.UTF_8));
    Bundle bundle =
        inject.inject(
            new Input(
                new DeploymentId("d-1"),
                AGENT,
                ref,
                PythonRuntime.PYTHON_3_11,
                List.of(),
                null,
                null,
                null));

    var files = Zip.files(artifacts.read("us-east-1", bundle.archive()), 10_000_000);
    assertThat(new String(files.get("agent_source.json"), StandardCharsets.UTF_8))
        .isEqualTo("{\"file\":\"büro \\\"a\\\".py\"}");
  }

  @Test
  void aFolder_staysAsItIs_besideTheRuntime() throws Exception {
    var project = new TreeMap<String, byte[]>();
    project.put("app/start.py", "from .tide import run".getBytes(StandardCharsets.UTF_8));
    project.put(
        "app/tide.py", "import httpx\ndef run(p): return p".getBytes(StandardCharsets.UTF_8));
    project.put("prompts/rules.md", "Be brief.".getBytes(StandardCharsets.UTF_8));
    project.put("requirements.txt", "httpx==0.28.1\n".getBytes(StandardCharsets.UTF_8));
    var ref = artifacts.put("us-east-1", "code/project.zip", new Project(project).archive());

    Bundle made =
        inject.inject(
            new Input(
                new DeploymentId("d-1"),
                AGENT,
                ref,
                PythonRuntime.PYTHON_3_11,
                List.of(),
                null,
                "app/start.py:run",
                null));

    var files = Zip.files(artifacts.read("us-east-1", made.archive()), 10_000_000);
    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "agent_source.json",
            "project/app/start.py",
            "project/app/tide.py",
            "project/prompts/rules.md",
            "project/requirements.txt",
            "run.sh");
    assertThat(new String(files.get("agent_source.json"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"file\":\"app/start.py\",\"module\":\"app.start\",\"paths\":[\"\"],\"entry\":\"run\"}");
    assertThat(made.project())
        .isEqualTo(new ProjectFacts(4, 77, "app/start.py", "app.start", List.of("")));
    assertThat(made.requirements()).contains("httpx==0.28.1");
  }

  @Test
  void whatTheDeploymentGives_isNoWarning_andTheRestIs() {
    String code =
        """
        import boto3, os
        key, mode = os.environ['API_KEY'], os.environ['MODE']
        boto3.client('ses').send_email(Source=key)
        def main(p):
            return p
        """;
    var spec =
        DeploymentSpec.named(new FunctionName("a"))
            .with("environment_variables", Map.of("MODE", "calm"));
    var sending = new Permission(List.of("ses:Send*"), List.of("*"));

    assertThat(warnings(code, GivenNames.of(spec, List.of())))
        .containsExactlyInAnyOrder(
            "env_not_given: The code needs the variable API_KEY, and the deployment does not set it",
            "missing_right: The agent's role does not allow ses:SendEmail: needed by"
                + " ses.send_email");
    assertThat(
            warnings(
                code,
                GivenNames.of(spec.with("permissions", List.of(sending)), List.of("API_KEY"))))
        .isEmpty();
    assertThat(
            warnings(
                code,
                GivenNames.of(
                    spec.with("managed_policies", List.of("arn:aws:iam::aws:policy/a")),
                    List.of("API_KEY"))))
        .isEmpty();
    assertThat(warnings(code, null)).singleElement().asString().startsWith("missing_right");
  }

  private List<String> warnings(String code, @Nullable GivenNames given) {
    var ref = artifacts.put("us-east-1", "code.py", code.getBytes(StandardCharsets.UTF_8));
    var input =
        new Input(
            new DeploymentId("d-1"),
            AGENT,
            ref,
            PythonRuntime.PYTHON_3_11,
            List.of(),
            given,
            null,
            null);
    return inject.inject(input).warnings().stream()
        .filter(warning -> !warning.code().equals("python_version"))
        .map(warning -> warning.code() + ": " + warning.message())
        .toList();
  }

  @Test
  void callersRequirements_joinThoseOfTheImports() {
    Bundle bundle = inject(CODE, "rich>=13");

    assertThat(bundle.requirements()).hasSize(2).contains("rich>=13");
    assertThat(bundle.constraints()).contains("mcp<2");
  }

  @Test
  void modelsAreComplete_unlessTheCallerChoosesTheLibrary() {
    String code =
        """
        from strands import Agent
        a = Agent(model='amazon.nova-pro-v1:0')
        def main(p):
            return str(a(p))
        """;

    assertThat(inject(code).modelsComplete()).isTrue();
    assertThat(inject(code).models()).containsExactly("amazon.nova-pro-v1:0");
    assertThat(inject(code, "strands-agents==1.62.0").modelsComplete()).isFalse();
  }

  @Test
  void rejectedCode_leavesNothingAndNamesEveryLine() {
    var thrown =
        catchThrowableOfType(
            ApplicationFailure.class, () -> inject("await a()\nx = 1\nreturn x\n"));

    assertThat(thrown.getType()).isEqualTo("CodeRejected");
    assertThat(Failures.explain(thrown).evidence())
        .anyMatch(line -> line.startsWith("line 1: "))
        .anyMatch(line -> line.startsWith("line 3: "));
    assertThat(artifacts.objects).containsOnlyKeys("code.py");
  }
}
