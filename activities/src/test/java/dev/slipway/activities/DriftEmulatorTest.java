package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.drift.CheckDriftActivity;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.drift.DriftStatus;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.turn.Revision;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A drift check on a running emulator. */
@OnEmulator
class DriftEmulatorTest extends AgentOnEmulator {
  private static final String HELLO = "{'statusCode': 200, 'body': '{}'}";

  @Test
  void asDeployed_isInSync_andEachManualChangeIsFound() {
    var keys = cloud.secrets.create(agent, first, Map.of("TOKEN", "t"));
    var outputs = deploy(agent, first, HELLO, "");
    assertThat(look(outputs, keys)).isEqualTo(new Seen(DriftStatus.IN_SYNC, List.of()));

    var lambda = cloud.clients.lambda(agent.region());
    var name = outputs.functionName();
    lambda.updateFunctionConfiguration(
        request ->
            request
                .functionName(name)
                .memorySize(1024)
                .environment(
                    environment -> environment.variables(Map.of("FIXED", "yes", "EXTRA", "x"))));
    lambda.deleteFunctionUrlConfig(request -> request.functionName(name).qualifier("live"));
    cloud.secrets.delete(agent.region(), keys.arn());

    assertThat(look(outputs, keys).what())
        .contains(
            "memory of $LATEST",
            "environment variable EXTRA of $LATEST",
            "function URL",
            "secret " + keys.arn())
        .doesNotContain("memory of the live version");
  }

  @Test
  void codeAndAliasChangedManually_areFound() {
    var outputs = deploy(agent, first, HELLO, "");
    var lambda = cloud.clients.lambda(agent.region());
    var name = outputs.functionName();
    var other = cloud.source(agent, second, "def handler(event, context):\n    return {}\n");
    lambda.updateFunctionCode(
        request -> request.functionName(name).s3Bucket(other.bucket()).s3Key(other.key()));
    var version = lambda.publishVersion(request -> request.functionName(name)).version();
    lambda.updateAlias(request -> request.functionName(name).name("live").functionVersion(version));

    assertThat(look(outputs, null).what())
        .contains(
            "code sha256 of $LATEST",
            "code sha256 of the live version",
            "version behind the alias live");
  }

  @Test
  void versionPublishedAgainByAnUndo_isNotDrift() {
    var outputs = deploy(agent, first, HELLO, "");
    var before = preflight(agent, second).before();
    deploy(agent, second, "{'statusCode': 201, 'body': '{}'}", "");
    undo(second, true, before);

    assertThat(look(outputs, null)).isEqualTo(new Seen(DriftStatus.IN_SYNC, List.of()));
  }

  @Test
  void stackThatIsGone_isOneFinding() {
    var outputs = deploy(agent, first, HELLO, "");
    var revision = revision(outputs, null);
    destroy(agent);

    assertThat(report(revision).findings())
        .containsExactly(new DriftFinding("stack " + agent.stackName(), "present", "missing"));
  }

  private record Seen(DriftStatus status, List<String> what) {}

  private Seen look(Outputs outputs, @Nullable SecretRef keys) {
    DriftReport report = report(revision(outputs, keys));
    return new Seen(report.status(), report.findings().stream().map(DriftFinding::what).toList());
  }

  private DriftReport report(Revision live) {
    var fresh = AgentState.fresh(agent, agent.stackName().value());
    var state =
        new AgentState(
            agent,
            fresh.agentName(),
            null,
            List.of(),
            List.of(live),
            2,
            AuditState.NONE,
            List.of(),
            List.of(),
            null,
            null,
            false,
            null,
            null);
    return new CheckDriftActivity(
            key -> Optional.of(state),
            cloud.clients,
            cloud.secrets,
            cloud.stacks,
            Clock.systemUTC())
        .checkDrift(agent);
  }

  private Revision revision(Outputs outputs, @Nullable SecretRef keys) {
    // Stored by its content, so it is where the deployment put it.
    var built = cloud.built(agent, first, HELLO, "");
    return new Revision(
        1,
        first,
        DeploymentSpec.named(new FunctionName(agent.stackName().value()))
            .with("runtime", PythonRuntime.PYTHON_3_11),
        new Inject.Bundle(
            built.code(),
            List.of(),
            List.of(),
            List.of(),
            false,
            List.of(),
            false,
            List.of(),
            null,
            null),
        built,
        keys,
        outputs,
        "tester",
        null,
        Instant.EPOCH,
        null,
        null);
  }
}
