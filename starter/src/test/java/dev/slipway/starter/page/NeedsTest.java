package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.Status;
import dev.slipway.starter.agents.AgentResponse;
import dev.slipway.starter.deployments.Digest;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.DriftResponse;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.drift.DriftStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stays in the list of what needs a person, and what leaves it. */
class NeedsTest {
  private static DeploymentSummary deployment(
      String type, Status status, @Nullable String account, long second) {
    return new DeploymentSummary(
        "d-" + second,
        new AgentName("a", account, null, "us-east-1", "strands-agent-a"),
        type,
        status,
        "ann",
        Instant.ofEpochSecond(second),
        Instant.ofEpochSecond(second + 1),
        1_000L,
        null,
        null,
        new Links.DeploymentLinks("", "", "", "", "/deployments/d-" + second, null));
  }

  @Test
  void failedUndo_isSettled_onceItsAgentHasBeenDestroyed() {
    DeploymentSummary stranded = deployment("lambda", Status.FAILED, "1", 10);

    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.SUCCEEDED, "1", 20))).isTrue();
    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.SUCCEEDED, "1", 5))).isFalse();
    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.FAILED, "1", 20))).isFalse();
    assertThat(Inbox.isDestroyedSince(stranded, destroys(Status.SUCCEEDED, "2", 20))).isFalse();
  }

  @Test
  void manyDeployments_doNotHideTheAgents_andTheCountSaysThatThereAreMore() {
    assertThat(sections(3).limited(rows(2)).count()).isEqualTo("5");
    assertThat(sections(0).limited(rows(0)).count()).isEmpty();

    Inbox.Sections many = sections(90).limited(rows(2));

    assertThat(many.needs()).hasSize(42);
    assertThat(many.count()).isEqualTo("42+");
  }

  @Test
  void agents_haveNoDeployment_andAnIdOfTheirOwn_inEveryAccount() {
    AgentResponse here = agent("111111111111");
    AgentResponse there = agent("222222222222");
    DriftResponse drift =
        new DriftResponse(Instant.EPOCH, DriftStatus.DRIFTED, 1, List.of(), List.of(), null);
    AuditState audit = new AuditState(List.of(), null, "no access");

    assertThat(Row.drifted(here, drift).id()).isNotEqualTo(Row.drifted(there, drift).id());
    assertThat(Row.drifted(here, drift).deployment()).isNull();
    assertThat(Row.drifted(here, drift).href()).isEqualTo("/agents/a#drift");
    assertThat(Row.unaudited(here, audit).href()).isEqualTo("/agents/a#audit");
    assertThat(Row.unaudited(here, audit).problem()).isEqualTo("no access");
    assertThat(Row.unaudited(here, audit).title()).isEqualTo("A deployment will never be audited");
  }

  private static AgentResponse agent(String account) {
    return new AgentResponse(
        new AgentName("a", account, null, "us-east-1", "strands-agent-a"),
        null,
        List.of(),
        new AgentResponse.Queue(null, List.of(), List.of()),
        null,
        null,
        null,
        null,
        null,
        new Links.AgentLinks("", "", "", "/agents/a", null),
        null);
  }

  private static Inbox.Sections sections(int needs) {
    return new Inbox.Sections(rows(needs), false, List.of(), List.of());
  }

  private static List<Row> rows(int count) {
    Row row = Row.of(deployment("lambda", Status.PARKED, null, 1), Digest.NONE);
    return Collections.nCopies(count, row);
  }

  private static List<DeploymentSummary> destroys(Status status, String account, long second) {
    return List.of(
        deployment("lambda", Status.SUCCEEDED, account, second + 1),
        deployment("destroy", status, account, second));
  }
}
