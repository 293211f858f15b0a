package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.PackageTerms;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script in place of uv, for which agent 2.0 and 1.0 exist, and 2.0 is new. */
class PackageTermsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final BuildTarget TARGET =
      new BuildTarget(PythonRuntime.PYTHON_3_14, Architecture.ARM64);
  private static final String RULE = "rule 'seasoned' of security@acme.example";
  private static final PackageTerms WEEK =
      new PackageTerms(List.of(), new PackageTerms.CoolDown(Duration.ofDays(7), RULE));
  private static final String UV =
      """
      #!/bin/sh
      [ "$2" = compile ] || exit 1
      echo "$*" >> "$HOME/calls"
      version=2.0
      case "$*" in *--exclude-newer*) version=1.0 ;; esac
      if grep -q "agent==2.0" requirements.in && [ $version = 1.0 ]; then
        echo "  x No solution found when resolving dependencies:" >&2
        echo "  ╰─▶ Because there is no version of agent==2.0 and you require agent==2.0," >&2
        echo "      we can conclude that your requirements are unsatisfiable." >&2
        exit 1
      fi
      echo "agent==$version --hash=sha256:00" > requirements.txt
      """;

  @TempDir Path home;

  private final FakeArtifacts artifacts = new FakeArtifacts();
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void installUv() throws IOException {
    Path uv = Files.writeString(home.resolve("uv"), UV);
    Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwx------"));
  }

  private String lock(PackageTerms terms, String... requirements) throws Exception {
    var settings = new ToolSettings("sam", home.resolve("uv").toString(), "no-python", home);
    var processes = new ProcessRunner(line -> line);
    var environment =
        new ChildEnvironment(Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString()));
    var pythons = new PythonInterpreters(settings, processes, environment);
    var tools = new BuildTools(settings, processes, environment, pythons);
    ArtifactRef lock =
        Workbench.locks(artifacts, tools, home, Clock.fixed(NOON, ZoneOffset.UTC))
            .lock(
                "us-east-1",
                TARGET,
                new Wanted(List.of(requirements), List.of(), terms),
                Files.createTempDirectory(home, "scratch"),
                (stream, line) -> log.add(line));
    return new String(artifacts.read("us-east-1", lock), StandardCharsets.UTF_8);
  }

  private List<String> calls() throws IOException {
    Path calls = home.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  private Failure refused(PackageTerms terms, String... requirements) {
    var thrown = new ArrayList<Failure>();
    assertThatThrownBy(() -> lock(terms, requirements))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, failed -> thrown.add(Failures.explain(failed)));
    return thrown.getFirst();
  }

  @Test
  void coolDown_leavesNewReleasesOut_andTheLogNamesThem() throws Exception {
    assertThat(lock(WEEK, "agent")).startsWith("agent==1.0");

    assertThat(calls().getFirst()).contains("--exclude-newer 2026-11-17T12:00:00Z");
    assertThat(log)
        .contains(
            "Left out, since it was released less than 7d ago (%s): agent 2.0 (1.0 is used)"
                .formatted(RULE));
  }

  @Test
  void withoutARule_uvTakesWhatItFinds() throws Exception {
    assertThat(lock(PackageTerms.NONE, "agent")).startsWith("agent==2.0");

    assertThat(calls()).hasSize(1);
    assertThat(calls().getFirst()).doesNotContain("--exclude-newer", "--no-config");
    assertThat(log).isEmpty();
  }

  /** Whoever asks for the same under a rule must not get the answer of somebody without one. */
  @Test
  void lockWithoutTheRule_isNotReusedUnderIt() throws Exception {
    lock(PackageTerms.NONE, "agent");

    assertThat(lock(WEEK, "agent")).startsWith("agent==1.0");
  }

  @Test
  void whatOnlyANewReleaseFits_isRefusedWithRuleAndOwner() {
    Failure refused = refused(WEEK, "agent==2.0");

    assertThat(refused.type()).isEqualTo(FailureType.DEPENDENCY_UNRESOLVABLE);
    assertThat(refused.message())
        .isEqualTo(
            "No dependencies for python3.14 on arm64: what fits was released less than 7d ago (%s)"
                .formatted(RULE));
    assertThat(refused.evidence())
        .containsExactly("requirement: agent==2.0", "rule: " + RULE, "without it: agent==2.0");
    assertThat(refused.nextAction()).contains("older version", "wait", "owner");
  }

  @Test
  void indexThatNoRuleAllows_isNotAsked() throws Exception {
    var inside =
        new PackageTerms(
            List.of(new PackageTerms.Indexes(List.of("https://packages.acme.example"), RULE)),
            null);

    Failure refused = refused(inside, "agent");

    assertThat(refused.type()).isEqualTo(FailureType.INDEX_NOT_ALLOWED);
    assertThat(refused.message())
        .isEqualTo(
            "package index: https://pypi.org/simple (expected: https://packages.acme.example, by %s)"
                .formatted(RULE));
    assertThat(calls()).isEmpty();
  }

  @Test
  void underAnIndexRule_noFileOfTheWorkerAddsAnother() throws Exception {
    lock(
        new PackageTerms(
            List.of(new PackageTerms.Indexes(List.of("https://pypi.org/simple"), RULE)), null),
        "agent");

    assertThat(calls().getFirst()).contains("--no-config");
  }
}
