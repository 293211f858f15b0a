package dev.slipway.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.build.SamTemplate;
import dev.slipway.activities.live.LiveFunction;
import dev.slipway.activities.reuse.PruneRevisionsActivity;
import dev.slipway.storage.emulator.OnEmulator;
import dev.slipway.workflows.agent.Leftover;
import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.Shipment;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

/** What the alias points to is what was deployed, or the step reports that it is not. */
@OnEmulator
class LiveEmulatorTest extends AgentOnEmulator {
  private static final String HELLO =
      "{'statusCode': 200, 'body': json.dumps({'response': 'hello'})}";
  private static final String WORLD =
      "{'statusCode': 200, 'body': json.dumps({'response': 'world'})}";

  @Test
  void memoryAlone_inASecondRound_reachesTheLiveVersion() {
    var built = cloud.built(agent, first, HELLO, "");
    deploy(agent, first, withMemory(built, 256));

    deploy(agent, first, withMemory(built, 1_024));

    assertThat(live("memory")).isEqualTo("1024 MB");
  }

  @Test
  void correctedCode_inASecondRound_answers() {
    var outputs = deploy(agent, first, HELLO, "");
    deploy(agent, first, WORLD, "");

    assertThat(smoke(first, outputs, "world").answerStart()).isEqualTo("world");
  }

  /** CloudFormation keeps every version it published; the account's code storage pays for them. */
  @Test
  void versionOfAPrunedRevision_isDeleted_andTheLiveOneStays() {
    var old = deploy(agent, first, HELLO, "");
    var live = deploy(agent, second, WORLD, "");
    assertThat(versions()).contains(old.version(), live.version());
    var prune = new PruneRevisionsActivity(cloud.artifacts, cloud.secrets, cloud.clients);

    var pruned = prune.pruneRevisions(leftovers(old));
    var again = prune.pruneRevisions(leftovers(old, live));

    assertThat(pruned.versions()).isEqualTo(1);
    assertThat(again.versions()).isZero();
    assertThat(versions()).contains(live.version()).doesNotContain(old.version());
    assertThat(smoke(second, live, "world").answerStart()).isEqualTo("world");
  }

  private PruneRevisions.Input leftovers(FunctionOutputs... outputs) {
    return new PruneRevisions.Input(
        agent,
        Arrays.stream(outputs)
            .map(one -> new Leftover.Version(one.functionName(), one.version()))
            .map(version -> new Leftover(EmulatedCloud.deployment(), null, version))
            .toList());
  }

  private List<String> versions() {
    return cloud
        .clients
        .lambda(agent.region())
        .listVersionsByFunction(request -> request.functionName(agent.stackName().value()))
        .versions()
        .stream()
        .map(FunctionConfiguration::version)
        .toList();
  }

  @Test
  void sameAgain_inASecondRound_isNoChange() {
    var outputs = deploy(agent, first, HELLO, "");

    assertThat(deploy(agent, first, HELLO, "")).isEqualTo(outputs);
  }

  @Test
  void newCodeUnderTheOldKey_isNoticed() throws IOException {
    var built = cloud.built(agent, first, HELLO, "");
    deploy(agent, first, withMemory(built, 256));

    var other = cloud.built(agent, first, WORLD, "");
    var reused = stored(built.code().key(), cloud.artifacts.read(agent.region(), other.code()));
    var template = new SamTemplate(cloud.artifacts.read(agent.region(), other.template()));
    template.setCode(reused.uri());
    var packaged = stored(other.template().key(), template.bytes());
    var sameKey = new SamBuild.Built(packaged, reused, reused, false, reused, 1);

    var failure = failureOf(() -> deploy(agent, first, withMemory(sameKey, 256)));

    assertThat(failure.type()).isEqualTo(FailureType.LIVE_MISMATCH);
    assertThat(failure.evidence()).singleElement().asString().startsWith("code sha256 of");
  }

  @Test
  void aliasMovedManually_isNoticed_evenWithNothingToChange() {
    var shipment = withMemory(cloud.built(agent, first, HELLO, ""), 256);
    deploy(agent, first, shipment);
    var lambda = cloud.clients.lambda(agent.region());
    var name = agent.stackName().value();
    lambda.updateFunctionConfiguration(
        request ->
            request
                .functionName(name)
                .timeout(7)
                .environment(all -> all.variables(Map.of("FIXED", "no", "MORE", "x"))));
    var version = lambda.publishVersion(request -> request.functionName(name)).version();
    lambda.updateAlias(request -> request.functionName(name).name("live").functionVersion(version));

    var failure = failureOfNoChange(shipment);

    assertThat(failure.type()).isEqualTo(FailureType.LIVE_MISMATCH);
    assertThat(failure.evidence())
        .containsExactlyInAnyOrder(
            "environment variable FIXED of the live version: another value (expected: as deployed)",
            "environment variable MORE of the live version: set (expected: none)",
            "timeout of the live version: 7 s (expected: 300 s)");
  }

  @Test
  void urlOpenedManually_isNoticed_evenWithNothingToChange() {
    var shipment = withMemory(cloud.built(agent, first, HELLO, ""), 256);
    deploy(agent, first, shipment);
    cloud
        .clients
        .lambda(agent.region())
        .updateFunctionUrlConfig(
            request ->
                request
                    .functionName(agent.stackName().value())
                    .qualifier("live")
                    .authType(FunctionUrlAuthType.NONE));

    var failure = failureOfNoChange(shipment);

    assertThat(failure.type()).isEqualTo(FailureType.LIVE_MISMATCH);
    assertThat(failure.evidence())
        .containsExactly("sign-in of the function URL: NONE (expected: AWS_IAM)");
  }

  @Test
  void undoneUpdate_restoresWhatWasLive_andReturnsWhereItIsNow() {
    var before = deploy(agent, first, HELLO, "");
    var facts = facts();
    var snapshot = preflight(agent, second).before();
    deploy(agent, second, WORLD, "");
    assertThat(facts()).isNotEqualTo(facts);

    var undone = undo(second, true, snapshot);

    assertThat(facts()).isEqualTo(facts);
    var live = Objects.requireNonNull(undone.live());
    assertThat(live.version()).isEqualTo(version().version()).isNotEqualTo(before.version());
    assertThat(live.arn()).isEqualTo(before.arn());
    assertThat(undone.ledger())
        .extracting(LedgerEntry::action)
        .containsExactly(LedgerAction.PRE_EXISTING);
  }

  @Test
  void undoThatRestoresSomethingElse_fails() {
    deploy(agent, first, HELLO, "");
    var snapshot = preflight(agent, second).before();
    var built = cloud.built(agent, first, HELLO, "");
    deploy(agent, second, WORLD, "");
    // Others can write to the bucket: the old address now has other code.
    var other = cloud.built(agent, second, "{'statusCode': 201}", "");
    stored(built.code().key(), cloud.artifacts.read(agent.region(), other.code()));

    var failure = failureOf(() -> undo(second, true, snapshot));

    assertThat(failure.type()).isEqualTo(FailureType.LIVE_MISMATCH);
    assertThat(failure.message()).contains("not what was live before: code sha256");
  }

  private Failure failureOfNoChange(Shipment shipment) {
    var plan = cloud.planChange.planChange(plan(agent, first, shipment));
    assertThat(plan.empty()).isTrue();
    var input = new SamDeploy.Input(first, agent, plan, shipment);
    return failureOf(() -> cloud.samDeploy.samDeploy(input));
  }

  private ArtifactRef stored(String key, byte[] bytes) {
    return cloud.artifacts.put(agent.region(), key, bytes);
  }

  private Shipment withMemory(SamBuild.Built built, int megabytes) {
    var base = shipment(built, agent.stackName().value());
    var spec = withMemory(base.spec(), megabytes);
    return new Shipment(spec, built, null, List.of(), false);
  }

  private String live(String fact) {
    return Objects.requireNonNull(facts().get(fact));
  }

  private Map<String, String> facts() {
    return version().facts().facts();
  }

  private LiveFunction.Version version() {
    return new LiveFunction(cloud.clients)
        .find(agent.region(), agent.stackName().value(), LiveFunction.ALIAS)
        .orElseThrow();
  }
}
