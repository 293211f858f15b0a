package dev.slipway.starter.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.api.Status;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.Attributes;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.storage.audit.AuditJson;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/** Finds the bundle of a deployment, or says why there is none. */
@Component
final class Bundles {
  private final StarterStorage storage;
  private final Deployments deployments;

  Bundles(StarterStorage storage, Deployments deployments) {
    this.storage = storage;
    this.deployments = deployments;
  }

  /** The index entry; 404 without a deployment, 409 before its end, 503 until it is written. */
  AuditEntry require(String id) {
    var described = deployments.describe(id);
    Optional<AuditEntry> filed = deployments.filed(id);
    if (described.isEmpty()) {
      return filed.orElseThrow(() -> Deployments.notFound(id));
    }
    var info = described.get().getWorkflowExecutionInfo();
    if (!info.hasCloseTime()) {
      Status status = Attributes.of(info).status();
      throw ProblemException.notApplicable(
          "The deployment is %s; its audit bundle is written when it has ended."
              .formatted(status.wireName()),
          id,
          status);
    }
    return filed
        .filter(entry -> entry.runId().equals(info.getExecution().getRunId()))
        .orElseThrow(
            () ->
                ProblemException.unavailable(
                    "The audit bundle of '%s' is not written yet; try again. While it can't be"
                            .formatted(id)
                        + " written, its agent says why."));
  }

  byte[] bytes(AuditEntry entry) {
    return storage
        .audits()
        .bundle(entry)
        .orElseThrow(
            () ->
                ProblemException.badGateway(
                    "The audit bundle of '%s' is gone from the bucket; the index still has its hash"
                            .formatted(entry.deploymentId())
                        + " "
                        + entry.sha256()
                        + "."));
  }

  /** The key of an object that the deployment's bundle refers to by its hash. */
  Optional<String> keyOf(AuditEntry entry, String sha256) {
    JsonNode content = AuditJson.parse(bytes(entry)).path("content");
    return Stream.of(content.path("artifacts"), content.path("logs"))
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
        .filter(reference -> reference.path("sha256").asText().equals(sha256))
        .map(Bundles::key)
        .findFirst();
  }

  private static String key(JsonNode reference) {
    String uri = reference.path("uri").asText("");
    return uri.isEmpty()
        ? reference.path("key").asText()
        : uri.substring(uri.indexOf('/', "s3://".length()) + 1);
  }
}
