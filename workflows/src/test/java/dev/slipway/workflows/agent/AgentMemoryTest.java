package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Status;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.turn.TurnEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is running, waiting and live, from one event to the next. */
class AgentMemoryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(2));

  private AgentMemory memory = new AgentMemory(AgentState.fresh(Orders.AGENT, "weather"));

  @Test
  void turnsAreTakenInTheOrderOfArrival_andTheNextRevisionIsPromised() {
    arrive("d-1", null, QueueTerms.DEFAULT);
    arrive("d-2", null, QueueTerms.DEFAULT);
    assertThat(memory.admission(id("d-2"), false).ahead()).isEqualTo(1);

    assertThat(memory.takeNext(NOW)).isTrue();
    assertThat(memory.queue().running()).contains(id("d-1"));
    assertThat(memory.admission(id("d-2"), false).ahead()).isEqualTo(1);
    live("d-1", 1, null);
    assertThat(memory.takeNext(NOW)).isTrue();
    assertThat(memory.queue().running()).contains(id("d-2"));
    assertThat(memory.turn().revision()).isEqualTo(2);
    assertThat(memory.turn().live()).extracting(Revision::number).isEqualTo(1);
  }

  @Test
  void agentReachesItsAccount_asTheLastRequestDid_butInNobodysName() {
    var role = new AccountRole("prod", "arn:aws:iam::123456789012:role/slipway", null, null);

    memory.reachedAs(Orders.AGENT.by(role.on("kim")));

    assertThat(memory.agent().role()).isEqualTo(role);
    assertThat(new AgentMemory(memory.state()).agent().role()).isEqualTo(role);
  }

  @Test
  void failedDeployment_usesUpNoRevision_andAnEndReportedTwiceCountsOnce() {
    run("d-1");
    end("d-1", Status.FAILED);
    end("d-1", Status.FAILED);

    assertThat(memory.state().nextRevision()).isEqualTo(1);
    assertThat(memory.state().running()).isNull();
    assertThat(memory.backlog().state().unaudited()).containsExactly(id("d-1"));
    assertThat(memory.retired()).isTrue();
  }

  @Test
  void failureOfAnUnknownDeployment_changesNothing() {
    run("d-1");
    AgentState before = memory.state();
    end("d-9", Status.FAILED);
    memory.closed(id("d-9"), TurnEnded.succeeded(id("d-9"), revision("d-9", 7, null)));
    memory.lost(id("d-9"));

    assertThat(memory.state()).isEqualTo(before);
  }

  @Test
  void agentThatStartsWithTheFailureOfAnUnknownDeployment_isRetired() {
    assertThat(memory.retired()).isFalse();
    end("d-9", Status.FAILED);

    assertThat(memory.retired()).isTrue();
  }

  @Test
  void revisionOfAnUnknownDeployment_isKept_once() {
    run("d-1");
    live("d-9", 7, null);
    live("d-9", 7, null);

    assertThat(memory.state().revisions()).extracting(Revision::number).containsExactly(7);
    assertThat(memory.state().nextRevision()).isEqualTo(8);
    assertThat(memory.state().running()).isEqualTo(id("d-1"));
  }

  @Test
  void destroyThatWasLostBeforeItStarted_isRepeated() {
    liveUntilTakenDown("d-1", "ttl-1");
    AgentState known = memory.state();
    memory = new AgentMemory(known);
    assertThat(memory.due(LATER)).as("the destroy is still there").isEmpty();

    end("ttl-1", Status.FAILED);
    memory.expires(memory.due(LATER.plusSeconds(86_400)).orElseThrow().begun(id("ttl-2"), LATER));
    memory = new AgentMemory(memory.state());
    assertThat(memory.due(LATER.plusSeconds(86_400))).isPresent();
  }

  @Test
  void deploymentBeforeItsWindow_isOvertaken_andItsWindowIsTheNextMoment() {
    arrive("d-1", null, new QueueTerms(QueuePolicy.QUEUE, LATER, null));
    assertThat(memory.takeNext(NOW)).isFalse();
    assertThat(memory.nextMoment(NOW)).contains(LATER);
    arrive("d-2", null, QueueTerms.DEFAULT);

    assertThat(memory.takeNext(NOW)).isTrue();
    assertThat(memory.queue().running()).contains(id("d-2"));
    live("d-2", 1, null);
    assertThat(memory.takeNext(LATER)).isTrue();
    assertThat(memory.queue().running()).contains(id("d-1"));
  }

  @Test
  void rollback_getsItsRevision_aRedeployWhateverIsLiveWhenItsTurnComes() {
    liveAfterRun("d-1", 1);
    liveAfterRun("d-2", 2);
    arrive("r-3", Reuse.rollbackTo(1), QueueTerms.DEFAULT);
    arrive("r-4", Reuse.redeploy(), QueueTerms.DEFAULT);

    memory.takeNext(NOW);
    assertThat(memory.turn().source()).extracting(Revision::number).isEqualTo(1);
    live("r-3", 3, null);
    memory.takeNext(NOW);
    assertThat(memory.turn().source()).extracting(Revision::number).isEqualTo(3);
  }

  @Test
  void oldRevisions_areDropped_exceptTheOneAboutToBeRedeployed() {
    IntStream.rangeClosed(1, 11).forEach(n -> liveAfterRun("d-" + n, n));
    arrive("r-12", Reuse.rollbackTo(1), QueueTerms.DEFAULT);
    memory.queue().admitting(new Place(id("d-13"), false, null, QueueTerms.DEFAULT));
    memory.enqueue(id("d-13"), true);
    memory.takeNext(NOW);
    live("d-13", 12, null);

    assertThat(memory.revisions().find(1)).isPresent();
    assertThat(memory.revisions().find(2)).isEmpty();
    assertThat(memory.state().leftovers()).extracting(Leftover::deploymentId).contains(id("d-2"));
    memory.takeNext(NOW);
    live("r-12", 13, null);
    assertThat(memory.revisions().find(1)).isEmpty();
    assertThat(memory.revisions().offered()).hasSize(10);
  }

  @Test
  void expiry_isDueOnlyWhenNothingIsRunning() {
    run("d-1");
    live("d-1", 1, LATER);
    assertThat(memory.nextMoment(NOW)).contains(LATER);
    assertThat(memory.due(LATER.minusMillis(1))).isEmpty();
    assertThat(memory.due(LATER)).map(Expiry::at).contains(LATER);

    run("d-2");
    assertThat(memory.due(LATER)).isEmpty();
    live("d-2", 2, null);
    // A new revision without a TTL of its own never expires.
    assertThat(memory.due(LATER)).isEmpty();
  }

  @Test
  void failedDestroy_isRetriedADayLater_aStoppedOneIsNot() {
    liveUntilTakenDown("d-1", "ttl-1");
    end("ttl-1", Status.FAILED);
    assertThat(memory.expiry()).map(Expiry::at).contains(LATER.plus(Duration.ofDays(1)));

    memory.expires(memory.expiry().orElseThrow().begun(id("ttl-2"), LATER));
    run("ttl-2");
    end("ttl-2", Status.CANCELED);
    assertThat(memory.expiry()).isEmpty();
    assertThat(memory.retired()).isFalse();
  }

  @Test
  void agentThatIsGone_isRetired_andTheNextOneStartsAtOne() {
    liveUntilTakenDown("d-1", "ttl-1");
    memory.reported(new TurnEnded(id("ttl-1"), Status.SUCCEEDED, null, null, true));

    assertThat(memory.expiry()).isEmpty();
    assertThat(memory.retired()).isTrue();
    assertThat(memory.state().onlyAudits()).isTrue();
    run("d-2");
    assertThat(memory.retired()).isFalse();
    assertThat(memory.turn().revision()).isEqualTo(1);
  }

  @Test
  void freshAgent_isNotRetiredBeforeItsFirstRequest() {
    assertThat(memory.retired()).isFalse();
    assertThat(memory.describe()).isEqualTo("Live: nothing. Running: nothing. Waiting: 0.");
  }

  @Test
  void memory_survivesANewRun() {
    run("d-1");
    live("d-1", 1, LATER);
    run("d-2");
    arrive("d-3", Reuse.rollbackTo(1), new QueueTerms(QueuePolicy.QUEUE, LATER, null));
    memory.drift(DriftReport.of(NOW, 1, List.of(new DriftFinding("memory", "1", "2")), List.of()));
    memory.backlog().written(id("d-1"), new AuditHead(1, "0".repeat(64)));
    AgentState state = memory.state();

    memory = new AgentMemory(state);

    assertThat(memory.state()).isEqualTo(state);
    assertThat(memory.queue().inherited()).contains(id("d-2"));
    assertThat(memory.describe()).isEqualTo("Live: revision 1. Running: d-2. Waiting: 1.");
    end("d-2", Status.CANCELED);
    assertThat(memory.takeNext(NOW)).isFalse();
    assertThat(memory.takeNext(LATER)).isTrue();
    assertThat(memory.turn().source()).extracting(Revision::number).isEqualTo(1);
  }

  private void arrive(String name, @Nullable Reuse reuse, QueueTerms terms) {
    memory.queue().admitting(new Place(id(name), false, reuse, terms));
    memory.enqueue(id(name), false);
  }

  private void run(String name) {
    arrive(name, null, QueueTerms.DEFAULT);
    assertThat(memory.takeNext(NOW)).isTrue();
  }

  private void end(String name, Status status) {
    memory.reported(new TurnEnded(id(name), status, null, null, false));
  }

  private void live(String name, int number, @Nullable Instant expiresAt) {
    var revision = revision(name, number, expiresAt);
    memory.reported(new TurnEnded(id(name), Status.SUCCEEDED, revision, null, false));
  }

  private void liveAfterRun(String name, int number) {
    run(name);
    live(name, number, null);
  }

  private void liveUntilTakenDown(String name, String destroy) {
    run(name);
    live(name, 1, LATER);
    memory.expires(memory.due(LATER).orElseThrow().begun(id(destroy), LATER));
    run(destroy);
    assertThat(memory.nextMoment(NOW)).isEmpty();
  }

  private static DeploymentId id(String name) {
    return new DeploymentId(name);
  }

  private static Revision revision(String name, int number, @Nullable Instant expiresAt) {
    var file = Orders.artifact(name);
    return new Revision(
        number,
        id(name),
        DeploymentSpec.named(new FunctionName("weather")),
        new Inject.Bundle(
            file, List.of(), List.of(), List.of(), true, List.of(), false, List.of(), null, null),
        new SamBuild.Built(file, file, file, false, file, 1),
        null,
        new FunctionOutputs("arn", "weather", "1", "logs", null, null, null, null),
        "tester",
        null,
        NOW,
        null,
        expiresAt);
  }
}
