package dev.slipway.workflows.deploy;

import static dev.slipway.workflows.fakes.Faults.fails;
import static dev.slipway.workflows.fakes.Faults.failsAfterEffect;
import static dev.slipway.workflows.fakes.Faults.workerLostAfterEffect;
import static dev.slipway.workflows.fakes.Faults.workerLostBeforeEffect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Approval;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Faults;
import dev.slipway.workflows.fakes.Gate;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.fakes.Replay;
import dev.slipway.workflows.fakes.Unheeded;
import dev.slipway.workflows.fakes.World;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every activity × every way it can go wrong × a stack that existed before or not: how the
 * deployment ends, what the ledger says, what is left in the world, and that the history replays.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultMatrixTest {
  /** The path a deployment takes to a call. */
  enum Way {
    BUILT,
    /** A rollback, which takes the package and the keys of an earlier revision. */
    REUSED,
    /** A person approves, and the plan is made again: the fault is in that second plan. */
    APPROVED
  }

  /** A call in which something goes wrong. */
  record Row(Way way, String activity) {
    @Override
    public String toString() {
      return activity + (way == Way.BUILT ? "" : ", " + way.name().toLowerCase(Locale.ROOT));
    }
  }

  private static final List<Row> ROWS =
      List.of(
          new Row(Way.BUILT, "preflight"),
          new Row(Way.BUILT, "inject"),
          new Row(Way.BUILT, "samBuild"),
          new Row(Way.BUILT, "planChange"),
          new Row(Way.BUILT, "samDeploy"),
          new Row(Way.BUILT, "fetchOutputs"),
          new Row(Way.BUILT, "smokeTest"),
          new Row(Way.REUSED, "reuseRevision"),
          new Row(Way.APPROVED, "planChange"));
  private static final Revision EARLIER = Orders.revision("d-0", 1);
  private static final List<String> UNDOS = List.of("undoStack", "undoSecret", "undoArtifacts");

  private static final List<String> TABLE = Collections.synchronizedList(new ArrayList<>());

  /** The ways it can go wrong. */
  enum FailureMode {
    PERMANENT,
    TRANSIENT_THEN_FINE,
    NEVER_ANSWERS,
    WORKER_LOST_BEFORE_EFFECT,
    WORKER_LOST_AFTER_EFFECT,
    CANCELED,
    /** The step ignores it. */
    CANCELED_YET_IT_SUCCEEDS,
    EXECUTED_TWICE,
    UNDO_FAILS_ONCE,
    UNDO_FAILS_FOR_GOOD
  }

  static Stream<Arguments> cells() {
    return ROWS.stream()
        .flatMap(
            row ->
                Stream.of(FailureMode.values())
                    .flatMap(
                        mode ->
                            Stream.of(true, false)
                                .map(existed -> Arguments.of(row, mode, existed))));
  }

  @ParameterizedTest(name = "{0} {1}, stack existed: {2}")
  @MethodSource("cells")
  @Timeout(300)
  void cell(Row row, FailureMode mode, boolean existed) throws Exception {
    try (var harbour = silent(mode) ? Harbour.withQuickTimeouts() : new Harbour()) {
      if (existed) {
        harbour.world().createStack();
      }
      if (row.way() == Way.REUSED) {
        harbour.world().store(EARLIER);
      }
      DeploymentView view = run(harbour, row, mode);
      assertEnding(mode, view);
      assertThat(harbour.world().resources()).isEqualTo(expected(row, mode, existed, view));
      assertLedger(row, mode, existed, view);
      assertThat(harbour.world().stackOperations()).isLessThanOrEqualTo(1);
      Replay.of(harbour.history("d-1"));
      TABLE.add(
          "%-20s | %-25s | %-5s | %-9s | %s"
              .formatted(row, mode, existed, view.status().wireName(), left(harbour)));
    }
  }

  private static DeploymentView run(Harbour harbour, Row row, FailureMode mode)
      throws InterruptedException {
    var gate = new Gate();
    if (row.way() == Way.APPROVED) {
      harbour.faults().at(row.activity(), Faults.NOTHING);
    }
    arm(harbour, row.activity(), mode, gate);
    WorkflowStub stub = start(harbour, row.way());
    if (mode == FailureMode.CANCELED) {
      gate.awaitReached();
      stub.cancel();
    }
    awaitEnd(stub);
    return harbour.view("d-1");
  }

  private static WorkflowStub start(Harbour harbour, Way way) {
    return switch (way) {
      case BUILT -> harbour.start(Orders.order("d-1"));
      case REUSED -> harbour.start(Orders.copyOf("d-1", EARLIER), new Turn(3, null, EARLIER));
      case APPROVED -> {
        WorkflowStub stub = harbour.start(Orders.order("d-1", Approval.REQUIRED));
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> harbour.view("d-1").status() == Status.AWAITING_APPROVAL);
        stub.update("approve", Void.class, new Decision("anna", "looked at it"));
        yield stub;
      }
    };
  }

  /** What an earlier revision owns, which no later deployment may touch. */
  private static List<String> belongings(Revision revision) {
    return List.of(
        World.objects(revision.deploymentId().value()),
        Objects.requireNonNull(revision.secret()).arn());
  }

  private static void awaitEnd(WorkflowStub stub) {
    var end = stub.getResultAsync(DeploymentResult.class);
    assertThat(end.handle((live, failure) -> "ended")).succeedsWithin(Duration.ofSeconds(30));
  }

  private static boolean silent(FailureMode mode) {
    return switch (mode) {
      case NEVER_ANSWERS, WORKER_LOST_BEFORE_EFFECT, WORKER_LOST_AFTER_EFFECT -> true;
      default -> false;
    };
  }

  private static void arm(Harbour harbour, String activity, FailureMode mode, Gate gate) {
    var faults = harbour.faults();
    switch (mode) {
      case PERMANENT -> faults.alwaysAt(activity, failsAfterEffect(FailureType.ACCESS_DENIED));
      case TRANSIENT_THEN_FINE -> faults.at(activity, fails(FailureType.THROTTLED));
      case NEVER_ANSWERS -> faults.alwaysAt(activity, workerLostBeforeEffect());
      case WORKER_LOST_BEFORE_EFFECT -> faults.at(activity, workerLostBeforeEffect());
      case WORKER_LOST_AFTER_EFFECT -> faults.at(activity, workerLostAfterEffect());
      case CANCELED -> faults.at(activity, gate);
      case CANCELED_YET_IT_SUCCEEDS -> faults.at(activity, Unheeded.cancel(harbour, "d-1"));
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

  private static Status expected(FailureMode mode) {
    return switch (mode) {
      case TRANSIENT_THEN_FINE,
          WORKER_LOST_BEFORE_EFFECT,
          WORKER_LOST_AFTER_EFFECT,
          EXECUTED_TWICE ->
          Status.SUCCEEDED;
      case PERMANENT, NEVER_ANSWERS, UNDO_FAILS_ONCE, UNDO_FAILS_FOR_GOOD -> Status.FAILED;
      case CANCELED, CANCELED_YET_IT_SUCCEEDS -> Status.CANCELED;
    };
  }

  private static void assertEnding(FailureMode mode, DeploymentView view) {
    assertThat(view.status()).isEqualTo(expected(mode));
    if (view.status() == Status.SUCCEEDED) {
      assertThat(view.failure()).isNull();
      return;
    }
    FailureType type =
        switch (mode) {
          case CANCELED, CANCELED_YET_IT_SUCCEEDS -> FailureType.CANCELLED;
          case NEVER_ANSWERS -> FailureType.WORKER_LOST;
          default -> FailureType.ACCESS_DENIED;
        };
    assertThat(view.failure()).extracting(FailureView::type).isEqualTo(type);
  }

  private static Set<String> expected(
      Row row, FailureMode mode, boolean existed, DeploymentView view) {
    Set<String> expected = new TreeSet<>(row.way() == Way.REUSED ? belongings(EARLIER) : List.of());
    if (existed || view.status() == Status.SUCCEEDED) {
      expected.add(World.STACK);
    }
    if (view.status() == Status.SUCCEEDED && row.way() != Way.REUSED) {
      expected.add("arn:secret:d-1");
    }
    if (view.status() == Status.SUCCEEDED || mode == FailureMode.UNDO_FAILS_FOR_GOOD) {
      expected.add(World.objects("d-1"));
    }
    return expected;
  }

  private static void assertLedger(
      Row row, FailureMode mode, boolean existed, DeploymentView view) {
    List<LedgerAction> actions =
        view.compensation().stream().map(LedgerEntry::action).distinct().toList();
    if (view.status() == Status.SUCCEEDED) {
      assertThat(actions).isEmpty();
      return;
    }
    if (row.way() == Way.REUSED && mode == FailureMode.UNDO_FAILS_FOR_GOOD) {
      // It has no keys of its own and did not reach the stack: its objects are all there is.
      assertThat(actions).containsExactly(LedgerAction.FAILED);
      return;
    }
    if (row.way() == Way.REUSED
        && (mode == FailureMode.NEVER_ANSWERS || mode == FailureMode.CANCELED)) {
      // Nothing is stored for a rollback before its first step, and that step did nothing.
      assertThat(actions).isEmpty();
      return;
    }
    assertThat(actions).contains(LedgerAction.DELETED);
    if (mode == FailureMode.UNDO_FAILS_FOR_GOOD) {
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
    System.out.println("call                 | mode                   | stack | status    | left");
    TABLE.stream().sorted().forEach(System.out::println);
    System.out.println(TABLE.size() + " cells, none skipped");
  }
}
