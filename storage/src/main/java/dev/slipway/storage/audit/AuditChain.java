package dev.slipway.storage.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends bundles to an agent's chain. The end of the chain is found in the bucket, so an agent
 * that was taken down and returns continues where it left off.
 */
public final class AuditChain {
  /** The chain has one writer; another one can only be an abandoned attempt. */
  private static final int ATTEMPTS = 5;

  /** How many keys one lookup of a chain's end reads. */
  private static final int PAGE = 1_000;

  private static final AuditHead BEFORE_THE_FIRST = new AuditHead(0, "");

  private final Records records;

  public AuditChain(Records records) {
    this.records = records;
  }

  /**
   * Appends a deployment's bundle, once for each run of it.
   *
   * @param known the end of the chain as the agent remembers it. A bucket that ends sooner was
   *     truncated: the new bundle then follows what is missing, and verification finds the gap
   * @param content the bundle's content without its place in the chain
   * @return the end of the chain
   */
  public AuditHead append(AuditEntry draft, @Nullable AuditHead known, ObjectNode content) {
    Optional<AuditEntry> before = indexed(draft);
    if (before.isPresent()) {
      return later(before.get().head(), known);
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      AuditHead end = later(end(draft.agent()), known);
      Optional<AuditEntry> unindexed = ifOf(draft, end);
      if (unindexed.isPresent()) {
        return index(unindexed.get());
      }
      AuditEntry entry = write(draft, end, content);
      if (entry != null) {
        return index(entry);
      }
    }
    throw Failure.of(
            FailureType.STORAGE_UNAVAILABLE,
            "The audit chain of %s has another writer.".formatted(draft.agent().label()))
        .toException();
  }

  private Optional<AuditEntry> indexed(AuditEntry draft) {
    return records
        .get(draft.agent().region(), AuditKeys.deployment(draft.deploymentId()))
        .map(bytes -> AuditJson.read(AuditJson.parse(bytes), AuditEntry.class))
        .filter(entry -> entry.runId().equals(draft.runId()));
  }

  private @Nullable AuditEntry write(AuditEntry draft, AuditHead end, ObjectNode content) {
    long sequence = end.sequence() + 1;
    content.put("sequence", sequence);
    content.put("previous_sha256", sequence == 1 ? null : end.sha256());
    byte[] bundle = Seal.close(content);
    String key = AuditKeys.bundle(draft.agent().stackName(), sequence);
    return records.putOnce(draft.agent().region(), key, bundle)
        ? at(draft, sequence, Seal.hash(bundle).orElseThrow())
        : null;
  }

  /** The bundle at the end, if it is this run's: the writer was lost after writing it. */
  private Optional<AuditEntry> ifOf(AuditEntry draft, AuditHead end) {
    AgentKey agent = draft.agent();
    return records
        .get(agent.region(), AuditKeys.bundle(agent.stackName(), end.sequence()))
        .filter(bundle -> Seal.hash(bundle).isPresent())
        .map(bundle -> AuditJson.parse(bundle).path("content"))
        .filter(content -> content.path("run_id").asText().equals(draft.runId()))
        .map(_ -> at(draft, end.sequence(), end.sha256()));
  }

  private AuditHead index(AuditEntry entry) {
    String region = entry.agent().region();
    byte[] line = CanonicalJson.bytes(AuditJson.tree(entry));
    records.put(region, AuditKeys.newest(entry.completedAt(), entry.deploymentId()), line);
    records.put(
        region,
        AuditKeys.head(entry.agent().stackName()),
        CanonicalJson.bytes(AuditJson.tree(entry.head())));
    // Last: after this, nothing is missing.
    records.put(region, AuditKeys.deployment(entry.deploymentId()), line);
    return entry.head();
  }

  /** The end of the chain according to the bucket. */
  private AuditHead end(AgentKey agent) {
    AuditHead pointer =
        records
            .get(agent.region(), AuditKeys.head(agent.stackName()))
            .map(AuditChain::head)
            .orElse(BEFORE_THE_FIRST);
    String last = "";
    for (String after = AuditKeys.bundle(agent.stackName(), pointer.sequence()); ; after = last) {
      var keys = records.list(agent.region(), AuditKeys.chain(agent.stackName()), after, PAGE);
      if (keys.isEmpty()) {
        break;
      }
      last = keys.getLast();
    }
    return last.isEmpty() ? pointer : headOf(agent.region(), last);
  }

  private AuditHead headOf(String region, String key) {
    byte[] bundle = records.get(region, key).orElse(new byte[0]);
    // A bundle that was tampered with has no valid hash; the next one then proves the damage.
    return new AuditHead(
        AuditKeys.sequence(key), Seal.hash(bundle).orElseGet(() -> Sha256.of(bundle)));
  }

  private static AuditHead head(byte[] json) {
    JsonNode node = AuditJson.parse(json);
    return AuditJson.read(node, AuditHead.class);
  }

  private static AuditHead later(AuditHead one, @Nullable AuditHead other) {
    return other == null || other.sequence() < one.sequence() ? one : other;
  }

  private static AuditEntry at(AuditEntry draft, long sequence, String sha256) {
    return new AuditEntry(
        draft.agent(),
        draft.agentName(),
        draft.deploymentId(),
        draft.runId(),
        sequence,
        sha256,
        draft.type(),
        draft.status(),
        draft.requestedBy(),
        draft.createdAt(),
        draft.completedAt(),
        draft.outcome());
  }
}
