package dev.slipway.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.api.StackName;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Every status that a stack can be in: which branch is taken, what is called, what is left. */
class StackHealingTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName(ScriptedCloudFormation.NAME));

  /** Status, what it becomes on its own, branch, what is reported, what is called, what is left. */
  private static final String TABLE =
      """
      REVIEW_IN_PROGRESS           |                          | PLANNED        | -        | -                      | REVIEW_IN_PROGRESS
      CREATE_IN_PROGRESS           | CREATE_COMPLETE          | BUSY           | Waiting  | -                      | CREATE_COMPLETE
      CREATE_FAILED                |                          | NEVER_LIVE     | create   | deleteStack            | nothing
      CREATE_COMPLETE              |                          | HEALTHY        | -        | -                      | CREATE_COMPLETE
      ROLLBACK_IN_PROGRESS         | ROLLBACK_COMPLETE        | BUSY           | Waiting  | deleteStack            | nothing
      ROLLBACK_FAILED              |                          | NEVER_LIVE     | create   | deleteStack            | nothing
      ROLLBACK_COMPLETE            |                          | NEVER_LIVE     | create   | deleteStack            | nothing
      DELETE_IN_PROGRESS           | DELETE_COMPLETE          | BUSY           | Waiting  | -                      | nothing
      DELETE_FAILED                |                          | DELETE_STUCK   | earlier  | deleteStack            | nothing
      DELETE_COMPLETE              |                          | ABSENT         | -        | -                      | nothing
      UPDATE_IN_PROGRESS           | UPDATE_COMPLETE          | BUSY           | Waiting  | -                      | UPDATE_COMPLETE
      UPDATE_COMPLETE_CLEANUP_IN_PROGRESS | UPDATE_COMPLETE   | BUSY           | Waiting  | -                      | UPDATE_COMPLETE
      UPDATE_COMPLETE              |                          | HEALTHY        | -        | -                      | UPDATE_COMPLETE
      UPDATE_FAILED                |                          | BROKEN         | -        | -                      | StackBroken
      UPDATE_ROLLBACK_IN_PROGRESS  | UPDATE_ROLLBACK_FAILED   | BUSY           | Waiting  | continueUpdateRollback | UPDATE_ROLLBACK_COMPLETE
      UPDATE_ROLLBACK_FAILED       |                          | ROLLBACK_STUCK | rollback | continueUpdateRollback | UPDATE_ROLLBACK_COMPLETE
      UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS | UPDATE_ROLLBACK_COMPLETE | BUSY | Waiting | -                   | UPDATE_ROLLBACK_COMPLETE
      UPDATE_ROLLBACK_COMPLETE     |                          | HEALTHY        | -        | -                      | UPDATE_ROLLBACK_COMPLETE
      IMPORT_IN_PROGRESS           | IMPORT_COMPLETE          | BUSY           | Waiting  | -                      | IMPORT_COMPLETE
      IMPORT_COMPLETE              |                          | HEALTHY        | -        | -                      | IMPORT_COMPLETE
      IMPORT_ROLLBACK_IN_PROGRESS  | IMPORT_ROLLBACK_FAILED   | BUSY           | Waiting  | -                      | StackBroken
      IMPORT_ROLLBACK_FAILED       |                          | BROKEN         | -        | -                      | StackBroken
      IMPORT_ROLLBACK_COMPLETE     |                          | HEALTHY        | -        | -                      | IMPORT_ROLLBACK_COMPLETE
      A_STATUS_OF_TOMORROW         |                          | BROKEN         | -        | -                      | StackBroken
      """;

  private final List<String> told = new ArrayList<>();

  static Stream<Arguments> statuses() {
    return TABLE
        .lines()
        .map(row -> Arguments.of(Arrays.stream(row.split("\\|")).map(String::strip).toArray()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statuses")
  void everyStatus_hasItsBranch(
      String status, String then, String branch, String said, String calls, String left) {
    var stack = then.isEmpty() ? ours(status) : ours(status, then);

    assertThat(Condition.of(StackStatus.fromValue(status))).isEqualTo(Condition.valueOf(branch));
    assertThat(outcome(stack)).isEqualTo(left);
    assertThat(stack.calls()).isEqualTo(calls.equals("-") ? List.of() : List.of(calls));
    if (said.equals("-")) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).first().asString().contains(said);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("statuses")
  void stackOfSomethingElse_isNeverTouched(String status, String then) {
    var last = then.isEmpty() ? status : then;
    var nothingThere = Set.of("REVIEW_IN_PROGRESS", "DELETE_COMPLETE").contains(last);
    for (var tags :
        List.of(Map.<String, String>of(), Map.of(StackNames.AGENT_TAG, "strands-agent-other"))) {
      var stack =
          (then.isEmpty()
                  ? new ScriptedCloudFormation(status)
                  : new ScriptedCloudFormation(status, then))
              .tagged(tags);

      var left = outcome(stack);

      assertThat(stack.calls()).isEmpty();
      if (!nothingThere) {
        assertThat(left).isEqualTo("ForeignStack");
      }
    }
  }

  @Test
  void foreignStack_isNamedWithTheTagThatWouldHandItOver() {
    var stack =
        new ScriptedCloudFormation("CREATE_COMPLETE")
            .tagged(Map.of(StackNames.AGENT_TAG, "strands-agent-other"));

    assertThat(failure(stack, null).evidence())
        .containsExactly(
            "strands-agent-tide in CREATE_COMPLETE: tag slipway:agent=strands-agent-other"
                + " (expected: tag slipway:agent=strands-agent-tide)");
  }

  @Test
  void noStatusIsMissing() {
    assertThat(statuses().map(row -> StackStatus.fromValue((String) row.get()[0])))
        .containsExactlyInAnyOrder(StackStatus.values());
  }

  @Test
  void rollback_skipsWhatAPersonAgreedTo_andSaysSo() {
    var stack = ours("UPDATE_ROLLBACK_FAILED");

    var left = heal(stack, List.of("AgentRole", "AgentUrl"));

    assertThat(left).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    assertThat(stack.calls())
        .containsExactly("continueUpdateRollback without [AgentRole, AgentUrl]");
    assertThat(told)
        .containsExactly(
            "The stack's rollback had stopped, so it is continued without AgentRole, AgentUrl, as a"
                + " person has agreed.");
  }

  @Test
  void consent_isNotUsedWhereNoRollbackHasStopped() {
    var stack = ours("UPDATE_COMPLETE");

    assertThat(heal(stack, List.of("AgentRole"))).isEqualTo("UPDATE_COMPLETE");
    assertThat(stack.calls()).isEmpty();
  }

  @Test
  void rollbackThatStopsAgain_namesWhatBlocksIt_andTheCommandThatSkipsIt() {
    var stack =
        ours("UPDATE_ROLLBACK_FAILED")
            .seen(List.of(event("0", "AgentUrl", ResourceStatus.UPDATE_FAILED, "of yesterday")))
            .stopsAgain(
                List.of(
                    event("4", null, ResourceStatus.UPDATE_ROLLBACK_FAILED, "failed to update"),
                    event("3", "AgentAlias", ResourceStatus.UPDATE_FAILED, "update cancelled"),
                    event("2", "AgentRole", ResourceStatus.UPDATE_FAILED, "role is gone"),
                    event("1", null, ResourceStatus.UPDATE_ROLLBACK_IN_PROGRESS, "")));

    var failure = failure(stack, null);

    assertThat(failure.type()).isEqualTo(FailureType.ROLLBACK_STUCK);
    assertThat(failure.message())
        .isEqualTo("The stack's rollback was continued and stopped again at AgentRole.");
    assertThat(failure.evidence().getFirst())
        .isEqualTo("blocked: AgentRole AWS::Lambda::Thing: role is gone");
    assertThat(failure.evidence()).hasSize(2);
    assertThat(failure.nextAction()).contains("slipway retry ID --skip-resource AgentRole");
  }

  @Test
  void refusedSkip_isExplainedWithCloudFormationsReason() {
    var stack = ours("UPDATE_ROLLBACK_FAILED").refuses("[Nonsense] cannot be skipped");

    var failure = failure(stack, List.of("Nonsense"));

    assertThat(failure.type()).isEqualTo(FailureType.ROLLBACK_STUCK);
    assertThat(failure.evidence()).containsExactly("[Nonsense] cannot be skipped");
  }

  private static ScriptedCloudFormation ours(String... statuses) {
    return new ScriptedCloudFormation(statuses)
        .tagged(Map.of(StackNames.AGENT_TAG, ScriptedCloudFormation.NAME));
  }

  private static StackEvent event(
      String id, @Nullable String resource, ResourceStatus status, String reason) {
    return StackEvent.builder()
        .eventId(id)
        .stackId(ScriptedCloudFormation.ID)
        .logicalResourceId(resource == null ? ScriptedCloudFormation.NAME : resource)
        .physicalResourceId(resource == null ? ScriptedCloudFormation.ID : "physical")
        .resourceType("AWS::Lambda::Thing")
        .resourceStatus(status)
        .resourceStatusReason(reason)
        .build();
  }

  /** What is left, or what it failed with. */
  private String outcome(ScriptedCloudFormation stack) {
    try {
      return heal(stack, null);
    } catch (ApplicationFailure failure) {
      return failure.getType();
    }
  }

  private Failure failure(ScriptedCloudFormation stack, @Nullable List<String> skipped) {
    return Failures.explain(
        Objects.requireNonNull(
            catchThrowableOfType(ApplicationFailure.class, () -> heal(stack, skipped))));
  }

  private String heal(ScriptedCloudFormation stack, @Nullable List<String> skipped) {
    return new StackHealing(new OnlyCloudFormation(stack))
        .heal(AGENT, skipped, told::add)
        .map(Stack::stackStatusAsString)
        .orElse("nothing");
  }
}
