package dev.slipway.starter.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.policy.Account;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import dev.slipway.workflows.temporal.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Distinguishes a repeated request from another one under the same id. */
public final class Fingerprint {
  private Fingerprint() {}

  /** What counts; the caller does not. */
  private record Canonical(
      String region,
      String stackName,
      DeploymentSpec spec,
      String codeSha256,
      SortedMap<String, String> keySha256,
      @Nullable String reason,
      @Nullable String projectId,
      @Nullable String version,
      @Nullable QueueTerms terms,
      @Nullable Boolean planOnly,
      @Nullable String account) {}

  public static String of(DeploymentRequest request) {
    SortedMap<String, String> keys = new TreeMap<>();
    for (Map.Entry<String, String> key : request.apiKeys().entrySet()) {
      keys.put(key.getKey(), sha256(key.getKey() + '\0' + key.getValue()));
    }
    var canonical =
        new Canonical(
            request.region(),
            request.stackName().value(),
            request.spec(),
            Sha256.of(request.source().bytes()),
            keys,
            request.reason(),
            request.projectId(),
            request.version(),
            // Left out when default, so that a request from an older version is still the same.
            request.terms().equals(QueueTerms.DEFAULT) ? null : request.terms(),
            request.planOnly() ? true : null,
            request.account().equals(Account.OWN) ? null : request.account());
    return sha256(canonical);
  }

  /** What counts in a request to deploy a revision again. */
  private record CanonicalReuse(AgentKey agent, Reuse reuse, @Nullable String reason) {}

  public static String of(AgentKey agent, ReuseRequest request) {
    return sha256(new CanonicalReuse(agent.by(null), request.reuse(), request.reason()));
  }

  private static String sha256(Record canonical) {
    try {
      return sha256(Payloads.mapper().writeValueAsString(canonical));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("records of text are always JSON", impossible);
    }
  }

  static String sha256(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
