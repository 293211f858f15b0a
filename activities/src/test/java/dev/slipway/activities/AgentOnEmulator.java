package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.SmokeCheck;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A separate agent on the emulator, and the steps in the order of a deployment. */
abstract class AgentOnEmulator {
  final EmulatedCloud cloud = new EmulatedCloud();
  final AgentKey agent = EmulatedCloud.agent();
  final DeploymentId first = EmulatedCloud.deployment();
  final DeploymentId second = EmulatedCloud.deployment();

  @AfterEach
  void cleanUp() {
    destroy(agent);
    cloud.close();
  }

  FunctionOutputs deploy(AgentKey key, DeploymentId id, String answer, String extra) {
    return deploy(key, id, shipment(cloud.built(key, id, answer, extra), key.stackName().value()));
  }

  FunctionOutputs deploy(AgentKey key, DeploymentId id, Shipment shipment) {
    var plan = cloud.planChange.planChange(plan(key, id, shipment));
    var change = cloud.samDeploy.samDeploy(new SamDeploy.Input(id, key, plan, shipment));
    return (FunctionOutputs)
        cloud.fetchOutputs.fetchOutputs(
            new FetchOutputs.Input(
                id, key, change.stackId(), plan.changeSetId(), change.released()));
  }

  static Shipment shipment(SamBuild.Built built, String function) {
    var spec =
        DeploymentSpec.named(new FunctionName(function)).with("runtime", PythonRuntime.PYTHON_3_11);
    return new Shipment(spec, built, null, List.of(), false);
  }

  static PlanChange.Input plan(AgentKey key, DeploymentId id, Shipment shipment) {
    return new PlanChange.Input(id, key, shipment, 1, null, null);
  }

  static DeploymentSpec withMemory(DeploymentSpec base, int megabytes) {
    return base.with("memory_size", megabytes);
  }

  Preflight.Report preflight(AgentKey key, DeploymentId id) {
    return cloud.preflight.preflight(
        new Preflight.Input(
            id,
            key,
            new FunctionName(key.stackName().value()),
            PythonRuntime.PYTHON_3_11,
            Preflight.Needs.NONE));
  }

  SmokeTest.Proof smoke(DeploymentId id, Outputs outputs, @Nullable String expectation) {
    return cloud.smokeTest.smokeTest(
        new SmokeTest.Input(
            id, agent, outputs, new SmokeCheck("{}", expectation), Duration.ofSeconds(30)));
  }

  Undo.Undone undo(DeploymentId id, boolean existed, @Nullable ArtifactRef before) {
    return cloud.undo.undoStack(new Undo.StackInput(agent, id, existed, before));
  }

  List<LedgerEntry> destroy(AgentKey key) {
    var input = new RemoveAgent.Input(EmulatedCloud.deployment(), key);
    var ledger = new java.util.ArrayList<>(cloud.remove.removeStack(input));
    ledger.addAll(cloud.remove.removeSecrets(input));
    ledger.addAll(cloud.remove.removeArtifacts(input));
    return ledger;
  }

  void assertGone(AgentKey key) {
    assertThat(cloud.remove.listResources(new RemoveAgent.Input(first, key)))
        .extracting(LedgerEntry::resource)
        .doesNotContain("stack", "AWS::Lambda::Function");
  }

  static Failure failureOf(ThrowingCallable call) {
    return Failures.explain(catchThrowableOfType(ApplicationFailure.class, call));
  }
}
