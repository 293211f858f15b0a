package dev.slipway.activities.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.EnumSource.Mode.MATCH_NONE;

import dev.slipway.activities.deploy.TemplateAddress;
import dev.slipway.activities.outputs.LocalAddresses;
import dev.slipway.activities.outputs.StackOutputs;
import dev.slipway.activities.stack.Condition;
import dev.slipway.activities.stack.OnlyCloudFormation;
import dev.slipway.activities.stack.ScriptedCloudFormation;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** A failed deployment meets its stack in every status: what is called, what the ledger says. */
class StackUndoTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName(ScriptedCloudFormation.NAME));
  private static final DeploymentId OURS = new DeploymentId("d-1");

  /** Each of them is awaited in real time; one is enough. */
  private static final String BUSY = "(?!REVIEW).*_IN_PROGRESS";

  /** No one listens there; any request for an object fails. */
  private static final AwsSettings NOWHERE = AwsSettings.at(URI.create("http://127.0.0.1:9"));

  private static final AwsClients AWS =
      new AwsClients(NOWHERE, AnonymousCredentialsProvider.create());

  @AfterAll
  static void close() {
    AWS.close();
  }

  @ParameterizedTest
  @EnumSource(value = StackStatus.class, mode = MATCH_NONE, names = BUSY)
  void stackFromBefore_isNeverDeleted_andContinuedOnlyWhereItsRollbackStopped(StackStatus status) {
    var stack = met(status, "d-0");

    List<LedgerEntry> ledger = undo(stack, true);

    boolean stuck = status == StackStatus.UPDATE_ROLLBACK_FAILED;
    boolean gone = Condition.of(status) == Condition.ABSENT;
    assertThat(stack.calls())
        .isEqualTo(stuck ? List.of("continueUpdateRollback") : List.<String>of());
    assertThat(ledger)
        .extracting(LedgerEntry::action)
        .containsExactly(gone ? LedgerAction.FAILED : LedgerAction.PRE_EXISTING);
  }

  @ParameterizedTest
  @EnumSource(value = StackStatus.class, mode = MATCH_NONE, names = BUSY)
  void stackOfThisDeployment_isDeletedWhateverItsStatus(StackStatus status) {
    var stack = met(status, OURS.value());

    List<LedgerEntry> ledger = undo(stack, false);

    boolean gone = Condition.of(status) == Condition.ABSENT;
    assertThat(stack.calls()).isEqualTo(gone ? List.<String>of() : List.of("deleteStack"));
    assertThat(ledger).extracting(LedgerEntry::action).containsExactly(LedgerAction.DELETED);
  }

  @ParameterizedTest
  @EnumSource(value = StackStatus.class, mode = MATCH_NONE, names = BUSY)
  void stackOfAnotherDeployment_isLeftAlone(StackStatus status) {
    var stack = met(status, "d-0");

    List<LedgerEntry> ledger = undo(stack, false);

    boolean gone = Condition.of(status) == Condition.ABSENT;
    assertThat(stack.calls()).isEmpty();
    assertThat(ledger)
        .extracting(LedgerEntry::action)
        .containsExactly(gone ? LedgerAction.DELETED : LedgerAction.PRE_EXISTING);
  }

  @ParameterizedTest
  @EnumSource(
      value = StackStatus.class,
      mode = MATCH_NONE,
      names = {BUSY, "REVIEW_IN_PROGRESS", "DELETE_COMPLETE"})
  void stackOfSomethingElse_isLeftAlone_evenWithThisDeploymentsTag(StackStatus status) {
    for (boolean existedBefore : List.of(true, false)) {
      String name =
          status == StackStatus.UNKNOWN_TO_SDK_VERSION ? "OF_TOMORROW" : status.toString();
      var stack =
          new ScriptedCloudFormation(name).tagged(Map.of(StackNames.DEPLOYMENT_TAG, OURS.value()));

      List<LedgerEntry> ledger = undo(stack, existedBefore);

      assertThat(stack.calls()).isEmpty();
      assertThat(ledger).extracting(LedgerEntry::action).containsExactly(LedgerAction.RETAINED);
    }
  }

  @Test
  void rollbackThatStopsAgain_isNotTriedForHours_andNothingIsSkippedOrDeleted() {
    var stack = met(StackStatus.UPDATE_ROLLBACK_FAILED, "d-0").stopsAgain(List.of());

    var failure = catchThrowableOfType(ApplicationFailure.class, () -> undo(stack, true));

    assertThat(failure.getType()).isEqualTo(FailureType.ROLLBACK_STUCK.wireName());
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(stack.calls()).containsExactly("continueUpdateRollback");
  }

  /** It is the previous attempt's, whose test failed, if that was live when the last one began. */
  @Test
  void whatAContinuedRollbackLeadsTo_isLookedAt() {
    var stack = met(StackStatus.UPDATE_ROLLBACK_FAILED, OURS.value());

    List<LedgerEntry> ledger = undo(stack, true);

    assertThat(stack.calls()).containsExactly("continueUpdateRollback");
    assertThat(ledger)
        .extracting(LedgerEntry::reason)
        .containsExactly("It was changed and its previous state is unknown.");
  }

  /** Right after a change set was executed, AWS may still show the stack as it was. */
  @Test
  void changeSetInFlight_isAwaited_evenIfTheStackLooksUntouched() {
    for (String name : List.of("slipway-d-1", "slipway-d-1-2")) {
      var stack =
          met(StackStatus.UPDATE_COMPLETE, "d-0")
              .executing(
                  name,
                  tags(OURS.value()),
                  ExecutionStatus.EXECUTE_IN_PROGRESS,
                  ExecutionStatus.EXECUTE_COMPLETE);

      assertThat(undo(stack, true))
          .extracting(LedgerEntry::reason)
          .containsExactly("It was changed and its previous state is unknown.");
    }
  }

  @Test
  void undoThatIsRepeated_saysWhatTheFirstOneDid() {
    for (String name : List.of("slipway-d-1-undo", "slipway-d-1-undo-2")) {
      var stack =
          met(StackStatus.UPDATE_COMPLETE, "d-0")
              .executing(name, tags("d-0"), ExecutionStatus.EXECUTE_COMPLETE);

      assertThat(undo(stack, true))
          .extracting(LedgerEntry::reason)
          .containsExactly("It was changed and has been restored.");
    }
  }

  @Test
  void operationInFlight_isAwaitedFirst() {
    var stack =
        new ScriptedCloudFormation("UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE")
            .tagged(tags("d-0"));

    assertThat(undo(stack, true))
        .extracting(LedgerEntry::reason)
        .containsExactly("It is in its previous state: UPDATE_ROLLBACK_COMPLETE.");
  }

  private static ScriptedCloudFormation met(StackStatus status, String deployment) {
    String name = status == StackStatus.UNKNOWN_TO_SDK_VERSION ? "OF_TOMORROW" : status.toString();
    return new ScriptedCloudFormation(name).tagged(tags(deployment));
  }

  private static Map<String, String> tags(String deployment) {
    return Map.of(
        StackNames.AGENT_TAG, ScriptedCloudFormation.NAME, StackNames.DEPLOYMENT_TAG, deployment);
  }

  private List<LedgerEntry> undo(ScriptedCloudFormation stack, boolean existedBefore) {
    var clients = new OnlyCloudFormation(stack);
    var artifacts = new ArtifactStore(AWS, new CallerIdentity(AWS, Clock.systemUTC()));
    var restoration =
        new StackRestoration(clients, artifacts, new TemplateAddress(artifacts, NOWHERE));
    var liveBefore = new LiveBefore(clients, artifacts, new StackOutputs(new LocalAddresses(null)));
    return new StackUndo(clients, restoration, liveBefore)
        .undo(new Undo.StackInput(AGENT, OURS, existedBefore, null))
        .ledger();
  }
}
