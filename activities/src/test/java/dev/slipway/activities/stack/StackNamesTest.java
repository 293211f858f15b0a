package dev.slipway.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.Stack;

class StackNamesTest {
  private static final String UNDO = StackNames.undoChangeSet(new DeploymentId("d-1"));

  @ParameterizedTest
  @CsvSource({
    "slipway-d-1-undo, 1",
    "slipway-d-1-undo-2, 2",
    "slipway-d-1-undo-12, 12",
    "slipway-d-1, 0",
    "slipway-d-1-2, 0",
    "slipway-d-1-undo-x, 0",
    "slipway-d-10-undo, 0"
  })
  void changeSetOfANumber_isFoundByItsName(String name, int number) {
    assertThat(StackNames.number(name, UNDO)).isEqualTo(number);
    if (number > 0) {
      assertThat(StackNames.numbered(UNDO, number)).isEqualTo(name);
    }
  }

  /** Executing one removes the others: only the stack says how far one has come. */
  @Test
  void stackKnowsWhichChangeSetWasExecutedLast() {
    var id = "arn:aws:cloudformation:us-east-1:000000000000:changeSet/slipway-d-1-undo-3/4f2a";

    assertThat(StackNames.lastChangeSet(Stack.builder().changeSetId(id).build()))
        .contains("slipway-d-1-undo-3");
    assertThat(StackNames.lastChangeSet(Stack.builder().build())).isEmpty();
  }
}
