package dev.slipway.activities.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.audit.Records;

/** The hashes of the step logs. */
final class LogDigests {
  /** One chunk per second: half an hour of a step that logs without a pause. */
  private static final int MAX_CHUNKS = 1_000;

  private LogDigests() {}

  static ArrayNode of(Records records, String region, DeploymentId id) {
    ArrayNode digests = JsonNodeFactory.instance.arrayNode();
    for (String key : records.list(region, ArtifactKeys.logs(id), "", MAX_CHUNKS)) {
      records
          .get(region, key)
          .ifPresent(
              chunk ->
                  digests
                      .addObject()
                      .put("key", key)
                      .put("sha256", Sha256.of(chunk))
                      .put("bytes", chunk.length));
    }
    return digests;
  }
}
