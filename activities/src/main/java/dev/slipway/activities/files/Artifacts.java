package dev.slipway.activities.files;

import dev.slipway.workflows.model.ArtifactRef;
import java.nio.file.Path;
import java.util.Optional;

/** What the steps need from the artifact store; its failures are explained. */
public interface Artifacts {
  /** What is stored under the key, if anything. */
  Optional<ArtifactRef> find(String region, String key);

  ArtifactRef put(String region, String key, byte[] content);

  ArtifactRef put(String region, String key, Path file);

  /** The bytes, verified by their hash. */
  byte[] read(String region, ArtifactRef ref);
}
