package dev.slipway.starter.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.AuditChain;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.storage.audit.AuditPlaces;
import dev.slipway.storage.audit.MemoryRecords;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.model.AgentKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PastDeploymentsTest {
  private static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");

  private final MemoryRecords records = new MemoryRecords();
  private final AuditChain chain = new AuditChain(records);
  private final Set<String> temporalHas = new HashSet<>();
  private final PastDeployments past =
      new PastDeployments(
          new AuditArchive(AuditPlaces.only(records), Clock.systemUTC()), this::known);

  @Test
  void theLatestToEnd_comesFirst_pageByPage() {
    write(1, 250, "anna");

    assertThat(all(Map.of(), 60)).isEqualTo(ids(250, 1));
    assertThat(past.page(query(Map.of()), 250, "").position()).isNull();
  }

  @Test
  void whatTemporalLists_isNotListedTwice() {
    write(1, 120, "anna");
    IntStream.rangeClosed(61, 120).forEach(n -> temporalHas.add("d-" + n));

    assertThat(all(Map.of(), 50)).isEqualTo(ids(60, 1));
  }

  @Test
  void filters_narrow() {
    write(1, 5, "anna");
    write(6, 9, "ben");

    assertThat(all(Map.of("requested_by", "ben"), 3)).isEqualTo(ids(9, 6));
    assertThat(all(Map.of("agent", "tide", "type", "lambda", "status", "failed"), 50)).isEmpty();
    assertThat(all(Map.of("agent", "tide", "region", "us-east-1"), 50)).hasSize(9);
    assertThat(all(Map.of("stack_name", "strands-agent-nowhere"), 50)).isEmpty();
  }

  @Test
  void aPageOfManyThatDoNotMatch_saysHowToContinue() {
    write(1, 1, "ben");
    write(2, 1_101, "anna");

    var first = past.page(query(Map.of("requested_by", "ben")), 10, "");
    assertThat(first.found()).isEmpty();
    assertThat(first.position()).isNotNull();
    assertThat(all(Map.of("requested_by", "ben"), 10)).containsExactly("d-1");
  }

  private List<String> all(Map<String, String> filters, int size) {
    List<String> found = new ArrayList<>();
    String position = "";
    while (position != null) {
      var page = past.page(query(filters), size, position);
      assertThat(page.found()).hasSizeLessThanOrEqualTo(size);
      page.found().forEach(entry -> found.add(entry.deploymentId().value()));
      position = page.position();
    }
    return found;
  }

  private Set<String> known(Collection<String> ids) {
    Set<String> both = new HashSet<>(ids);
    both.retainAll(temporalHas);
    return both;
  }

  private static ListQuery query(Map<String, String> filters) {
    return new ListQuery(filters, 50, null);
  }

  private static List<String> ids(int from, int downTo) {
    return IntStream.rangeClosed(downTo, from)
        .map(n -> from + downTo - n)
        .mapToObj(n -> "d-" + n)
        .toList();
  }

  private void write(int from, int to, String who) {
    for (int n = from; n <= to; n++) {
      var entry =
          new AuditEntry(
              new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-tide")),
              "tide",
              new DeploymentId("d-" + n),
              "run-" + n,
              0,
              "",
              "lambda",
              Status.SUCCEEDED,
              who,
              BEGIN,
              BEGIN.plusSeconds(n),
              Outcome.NONE);
      chain.append(entry, null, JsonNodeFactory.instance.objectNode().put("run_id", "run-" + n));
    }
  }
}
