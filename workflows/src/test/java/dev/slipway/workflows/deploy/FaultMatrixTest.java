package dev.slipway.workflows.deploy;

import static dev.slipway.workflows.fakes.Faults.fails;
import static dev.slipway.workflows.fakes.Faults.failsAfterEffect;
import static dev.slipway.workflows.fakes.Faults.workerLostAfterEffect;
import static dev.slipway.workflows.fakes.Faults.workerLostBeforeEffect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.FakeHands;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.model.Status;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every activity × every way it can go wrong × a stack that was there before or not: how the
 * deployment ends, what the ledger says, what is left in the world, and that the history replays.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {
  private static final List<String> ACTIVITIES =
      List.of(
          "preflight",
          "inject",
          "samBuild",
          "planChange",
          "samDeploy",
          "fetchOutputs",
          "smokeTest");
  private static final List<String> UNDOS = List.of("undoStack", "undoSecret", "undoArtifacts");

  private static final List<String> TABLE = Collections.synchronizedList(new ArrayList<>());

  /** The ways it can go wrong. */
  enum Trouble {
    PERMANENT,
    TRANSIENT_THEN_FINE,
    NEVER_ANSWERS,
    WORKER_LOST_BEFORE_EFFECT,
    WORKER_LOST_AFTER_EFFECT,
    CANCELED,
    EXECUTED_TWICE,
    UNDO_FAILS_ONCE,
    UNDO_FAILS_FOR_GOOD
  }

  static Stream<Arguments> cells() {
    return ACTIVITIES.stream()
        .flatMap(
            activity ->
                Stream.of(Trouble.values())
                    .flatMap(
                        trouble ->
                            Stream.of(true, false)
                                .map(existed -> Arguments.of(activity, trouble, existed))));
  }

  @ParameterizedTest(name = "{0} {1}, stack existed: {2}")
  @MethodSource("cells")
  @Timeout(60)
  void cell(String activity, Trouble trouble, boolean existed) throws Exception {
    try (var harbour = silent(trouble) ? Harbour.withQuickTimeouts() : new Harbour()) {
      if (existed) {
        harbour.world().create(FakeHands.STACK);
      }
      DeploymentView view = run(harbour, activity, trouble);
      assertEnding(trouble, view);
      assertWorld(harbour, trouble, existed, view);
      assertLedger(trouble, existed, view);
      assertThat(harbour.world().stackOperations()).isLessThanOrEqualTo(1);
      Replay.of(harbour.history("d-1"));
      TABLE.add(
          "%-12s | %-25s | %-5s | %-9s | %s"
              .formatted(activity, trouble, existed, view.status().wireName(), left(harbour)));
    }
  }

  private static DeploymentView run(Harbour harbour, String activity, Trouble trouble)
      throws InterruptedException {
    var gate = new Gate();
    arm(harbour, activity, trouble, gate);
    WorkflowStub stub = harbour.start(Orders.order("d-1"));
    if (trouble == Trouble.CANCELED) {
      gate.awaitReached();
      stub.cancel();
    }
    awaitEnd(stub);
    return harbour.view("d-1");
  }

  private static void awaitEnd(WorkflowStub stub) {
    var end = stub.getResultAsync(DeploymentResult.class);
    assertThat(end.handle((live, failure) -> "ended")).succeedsWithin(Duration.ofSeconds(30));
  }

  private static boolean silent(Trouble trouble) {
    return switch (trouble) {
      case NEVER_ANSWERS, WORKER_LOST_BEFORE_EFFECT, WORKER_LOST_AFTER_EFFECT -> true;
      default -> false;
    };
  }

  private static void arm(Harbour harbour, String activity, Trouble trouble, Gate gate) {
    var faults = harbour.faults();
    switch (trouble) {
      case PERMANENT -> faults.alwaysAt(activity, failsAfterEffect(FailureType.ACCESS_DENIED));
      case TRANSIENT_THEN_FINE -> faults.at(activity, fails(FailureType.THROTTLED));
      case NEVER_ANSWERS -> faults.alwaysAt(activity, workerLostBeforeEffect());
      case WORKER_LOST_BEFORE_EFFECT -> faults.at(activity, workerLostBeforeEffect());
      case WORKER_LOST_AFTER_EFFECT -> faults.at(activity, workerLostAfterEffect());
      case CANCELED -> faults.at(activity, gate);
      case EXECUTED_TWICE -> faults.at(activity, failsAfterEffect(FailureType.AWS_UNAVAILABLE));
      case UNDO_FAILS_ONCE -> {
        faults.alwaysAt(activity, failsAfterEffect(FailureType.ACCESS_DENIED));
        UNDOS.forEach(undo -> faults.at(undo, failsAfterEffect(FailureType.THROTTLED)));
      }
      case UNDO_FAILS_FOR_GOOD -> {
        faults.alwaysAt(activity, failsAfterEffect(FailureType.ACCESS_DENIED));
        faults.alwaysAt("undoArtifacts", fails(FailureType.ACCESS_DENIED));
      }
    }
  }

  private static Status expected(Trouble trouble) {
    return switch (trouble) {
      case TRANSIENT_THEN_FINE,
          WORKER_LOST_BEFORE_EFFECT,
          WORKER_LOST_AFTER_EFFECT,
          EXECUTED_TWICE ->
          Status.SUCCEEDED;
      case PERMANENT, NEVER_ANSWERS, UNDO_FAILS_ONCE, UNDO_FAILS_FOR_GOOD -> Status.FAILED;
      case CANCELED -> Status.CANCELED;
    };
  }

  private static void assertEnding(Trouble trouble, DeploymentView view) {
    assertThat(view.status()).isEqualTo(expected(trouble));
    if (view.status() == Status.SUCCEEDED) {
      assertThat(view.failure()).isNull();
      return;
    }
    FailureType type =
        switch (trouble) {
          case CANCELED -> FailureType.CANCELLED;
          case NEVER_ANSWERS -> FailureType.WORKER_LOST;
          default -> FailureType.ACCESS_DENIED;
        };
    assertThat(view.failure()).extracting(FailureView::type).isEqualTo(type);
  }

  private static void assertWorld(
      Harbour harbour, Trouble trouble, boolean existed, DeploymentView view) {
    Set<String> expected = new TreeSet<>();
    if (existed || view.status() == Status.SUCCEEDED) {
      expected.add(FakeHands.STACK);
    }
    if (view.status() == Status.SUCCEEDED) {
      expected.add("arn:secret:d-1");
    }
    if (view.status() == Status.SUCCEEDED || trouble == Trouble.UNDO_FAILS_FOR_GOOD) {
      expected.add("objects-d-1");
    }
    assertThat(harbour.world().resources()).isEqualTo(expected);
  }

  private static void assertLedger(Trouble trouble, boolean existed, DeploymentView view) {
    List<LedgerAction> actions =
        view.compensation().stream().map(LedgerEntry::action).distinct().toList();
    if (view.status() == Status.SUCCEEDED) {
      assertThat(actions).isEmpty();
      return;
    }
    assertThat(actions).contains(LedgerAction.DELETED);
    if (trouble == Trouble.UNDO_FAILS_FOR_GOOD) {
      assertThat(actions).contains(LedgerAction.FAILED);
    } else {
      assertThat(actions).doesNotContain(LedgerAction.FAILED);
    }
    if (!existed) {
      assertThat(actions).doesNotContain(LedgerAction.PRE_EXISTING);
    }
  }

  private static String left(Harbour harbour) {
    return String.join(", ", harbour.world().resources());
  }

  @AfterAll
  static void print() {
    System.out.println("activity     | trouble                   | stack | status    | left");
    TABLE.stream().sorted().forEach(System.out::println);
    System.out.println(TABLE.size() + " cells, none skipped");
  }
}
