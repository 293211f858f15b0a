package dev.slipway.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.workflows.failure.BlockedResource;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** The events are those of real stacks, see the README next to them. */
class StackEventsTest {
  @Test
  void firstFailedResource_isTheCause() {
    var failure = explained("wait-timed-out", "ROLLBACK_COMPLETE", List.of());

    assertThat(failure.type()).isEqualTo(FailureType.STACK_FAILED);
    assertThat(failure.message()).isEqualTo("Wait failed and the stack ended ROLLBACK_COMPLETE.");
    assertThat(failure.evidence())
        .containsExactly(
            "CREATE_FAILED AWS::CloudFormation::WaitCondition Wait: WaitCondition timed out."
                + " Received 0 conditions when expecting 1");
  }

  @Test
  void refusalBeforeAnythingBegan_isExplainedByItsOwnEvents() {
    var failure =
        explained("bucket-taken", "ROLLBACK_COMPLETE", operation("bucket-taken-operation", null));

    assertThat(failure.type()).isEqualTo(FailureType.STACK_FAILED);
    assertThat(failure.message())
        .isEqualTo(
            "CloudFormation refused Store before it changed anything: Resource of type"
                + " 'AWS::S3::Bucket' with identifier 'fx-same-bucket' already exists.");
    assertThat(failure.evidence())
        .containsExactly(
            "NAME_CONFLICT_VALIDATION AWS::S3::Bucket /Resources/Store: Resource of type"
                + " 'AWS::S3::Bucket' with identifier 'fx-same-bucket' already exists.");
  }

  /** AWS reports a taken function name with the same sentence. */
  @Test
  void functionThatExists_isANameThatIsTaken() {
    var events = operation("bucket-taken-operation", "AWS::Lambda::Function");

    assertThat(explained("bucket-taken", "ROLLBACK_COMPLETE", events).type())
        .isEqualTo(FailureType.NAME_TAKEN);
    assertThat(
            new ValidationErrors(
                    new OnlyCloudFormation(new ScriptedCloudFormation("X").validated(events)))
                .ofChangeSet("us-east-1", "arn"))
        .map(Failure::type)
        .contains(FailureType.NAME_TAKEN);
  }

  @Test
  void refusalWithoutPermissionToAsk_isExplainedByTheStacksOwnEvents() {
    var failure = explained("bucket-taken", "ROLLBACK_COMPLETE", List.of());

    assertThat(failure.evidence().getFirst())
        .startsWith("CREATE_FAILED AWS::CloudFormation::Stack fx-b2: Validation failed with 1");
  }

  @Test
  void stuckRollback_hasItsCauseAndItsBlockers() {
    var failure = explained("rollback-stuck", "UPDATE_ROLLBACK_FAILED", List.of());

    assertThat(failure.message())
        .isEqualTo("Wait failed and the stack ended UPDATE_ROLLBACK_FAILED.");
    assertThat(failure.evidence()).hasSize(2);
    assertThat(events("rollback-stuck", List.of()).blockers("us-east-1", "any"))
        .extracting(BlockedResource::logicalId)
        .containsExactly("StuckUrl");
  }

  private static Failure explained(String run, String outcome, List<OperationEvent> errors) {
    return events(run, errors).explain("us-east-1", "any", outcome);
  }

  private static StackEvents events(String run, List<OperationEvent> errors) {
    var seen = new ArrayList<StackEvent>();
    for (JsonNode event : read(run)) {
      seen.add(
          StackEvent.builder()
              .eventId(event.path("EventId").asText())
              .stackId(event.path("StackId").asText())
              .logicalResourceId(event.path("LogicalResourceId").asText())
              .physicalResourceId(event.path("PhysicalResourceId").asText())
              .resourceType(event.path("ResourceType").asText())
              .resourceStatus(event.path("ResourceStatus").asText())
              .resourceStatusReason(event.path("ResourceStatusReason").asText())
              .build());
    }
    return new StackEvents(
        new OnlyCloudFormation(new ScriptedCloudFormation("X").seen(seen).validated(errors)));
  }

  /** The operation's failed events, of another type of resource where one is given. */
  private static List<OperationEvent> operation(String run, @Nullable String type) {
    var failed = new ArrayList<OperationEvent>();
    for (JsonNode event : read(run)) {
      failed.add(
          OperationEvent.builder()
              .operationId(event.path("OperationId").asText())
              .eventType(event.path("EventType").asText())
              .logicalResourceId(event.path("LogicalResourceId").asText())
              .resourceType(type == null ? event.path("ResourceType").asText() : type)
              .validationName(event.path("ValidationName").asText())
              .validationPath(event.path("ValidationPath").asText())
              .validationStatusReason(event.path("ValidationStatusReason").asText())
              .build());
    }
    return failed;
  }

  private static JsonNode read(String run) {
    try (var in = StackEventsTest.class.getResourceAsStream("/stack-events/" + run + ".json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
