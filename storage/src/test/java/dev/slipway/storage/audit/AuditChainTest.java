package dev.slipway.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.model.AgentKey;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditChainTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-tide"));

  private final MemoryRecords records = new MemoryRecords();
  private final AuditChain chain = new AuditChain(records);

  @Test
  void eachBundle_namesItsPredecessor() {
    var first = append("d-1", null);
    var second = append("d-2", first);

    assertThat(first.sequence()).isEqualTo(1);
    assertThat(second.sequence()).isEqualTo(2);
    assertThat(content(1).path("previous_sha256").isNull()).isTrue();
    assertThat(content(2).path("previous_sha256").asText()).isEqualTo(first.sha256());
    assertThat(Seal.hash(bundle(2))).contains(second.sha256());
  }

  @Test
  void aRepeatedWrite_isOneBundle() {
    var first = append("d-1", null);
    var again = append("d-1", null);

    assertThat(again).isEqualTo(first);
    assertThat(bundles()).isEqualTo(1);
  }

  @Test
  void aWriteLostBeforeTheIndex_isFinishedByTheNext() {
    var first = append("d-1", null);
    records.objects.keySet().removeIf(key -> key.startsWith("audit-index/"));

    assertThat(append("d-1", null)).isEqualTo(first);
    assertThat(bundles()).isEqualTo(1);
    assertThat(records.objects).containsKey("audit-index/deployments/d-1.json");
  }

  @Test
  void aSecondWriter_getsTheNextPlace() {
    append("d-1", null);
    records.beforeWrite =
        () -> {
          records.beforeWrite = () -> {};
          append("d-2", null);
        };
    var third = append("d-3", null);

    assertThat(third.sequence()).isEqualTo(3);
    assertThat(content(2).path("run_id").asText()).isEqualTo("run-d-2");
    assertThat(content(3).path("previous_sha256").asText())
        .isEqualTo(Seal.hash(bundle(2)).orElseThrow());
  }

  @Test
  void aWriterThatNeverGetsAPlace_givesUp() {
    records.beforeWrite =
        () ->
            records.objects.put(
                "audit/strands-agent-tide/%08d.json".formatted(bundles() + 1), new byte[] {'x'});

    assertThatThrownBy(() -> append("d-1", null)).hasMessageContaining("another writer");
  }

  @Test
  void anAgentThatReturns_continuesWhereTheChainEnded() {
    append("d-1", null);
    append("d-2", null);
    records.objects.remove("audit-index/heads/strands-agent-tide.json");

    assertThat(append("d-3", null).sequence()).isEqualTo(3);
  }

  @Test
  void aReusedId_hasABundleOfItsOwn() {
    append("d-1", null);
    var again = chain.append(draft("d-1", "another-run"), null, content("another-run"));

    assertThat(again.sequence()).isEqualTo(2);
  }

  @Test
  void aTruncatedChain_continuesAfterTheGap() {
    append("d-1", null);
    var known = append("d-2", null);
    records.objects.keySet().removeIf(key -> key.contains("00000002") || key.contains("heads"));
    var third = append("d-3", known);

    assertThat(third.sequence()).isEqualTo(3);
    assertThat(content(3).path("previous_sha256").asText()).isEqualTo(known.sha256());
  }

  @Test
  void everyFlippedByteOfABundle_breaksItsSeal() {
    append("d-1", null);
    byte[] bundle = bundle(1);
    for (int at = 0; at < bundle.length; at++) {
      byte[] changed = bundle.clone();
      changed[at] ^= 1;
      assertThat(Seal.hash(changed)).as("byte %d", at).isEmpty();
    }
  }

  private AuditHead append(String id, @Nullable AuditHead known) {
    return chain.append(draft(id, "run-" + id), known, content("run-" + id));
  }

  private static ObjectNode content(String run) {
    return JsonNodeFactory.instance.objectNode().put("run_id", run).put("said", "ahoy ⚓");
  }

  private static AuditEntry draft(String id, String run) {
    return new AuditEntry(
        AGENT,
        "tide",
        new DeploymentId(id),
        run,
        0,
        "",
        "lambda",
        Status.SUCCEEDED,
        "anna",
        Instant.parse("2026-11-24T10:00:00Z"),
        Instant.parse("2026-11-24T10:00:09Z"),
        Outcome.NONE);
  }

  private byte[] bundle(long sequence) {
    return Objects.requireNonNull(
        records.objects.get("audit/strands-agent-tide/%08d.json".formatted(sequence)));
  }

  private JsonNode content(long sequence) {
    return AuditJson.parse(bundle(sequence)).path("content");
  }

  private long bundles() {
    return records.objects.keySet().stream().filter(key -> key.startsWith("audit/")).count();
  }
}
