package dev.slipway.activities.files;

import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.workflows.model.ArtifactRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the steps need from the artifact store; its failures are explained. */
public interface Artifacts {
  /** What is stored under the key, if anything. */
  Optional<ArtifactRef> find(String region, String key);

  ArtifactRef put(String region, String key, byte[] content);

  ArtifactRef put(String region, String key, Path file, String sha256) throws IOException;

  /** Stores what begins as another object does; fails with ArtifactCorrupt if that is not there. */
  ArtifactRef put(String region, String key, Continuation parts) throws IOException;

  /** Stores the same bytes under another key, verified as in {@link #read}. */
  ArtifactRef copy(String region, ArtifactRef from, String key);

  /** The bytes, verified by their hash. */
  byte[] read(String region, ArtifactRef ref);

  /** Writes the bytes to a new file, verified as in {@link #read}. */
  void download(String region, ArtifactRef ref, Path target) throws IOException;
}
