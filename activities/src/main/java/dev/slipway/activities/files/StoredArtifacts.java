package dev.slipway.activities.files;

import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.workflows.model.ArtifactRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The artifact store as the steps see it. */
public record StoredArtifacts(ArtifactStore store) implements Artifacts {
  @Override
  public Optional<ArtifactRef> find(String region, String key) {
    return store.find(region, key);
  }

  @Override
  public ArtifactRef put(String region, String key, byte[] content) {
    return store.put(region, key, content);
  }

  @Override
  public ArtifactRef put(String region, String key, Path file, String sha256) throws IOException {
    return store.put(region, key, file, sha256);
  }

  @Override
  public ArtifactRef put(String region, String key, Continuation parts) throws IOException {
    return store.put(region, key, parts);
  }

  @Override
  public ArtifactRef copy(String region, ArtifactRef from, String key) {
    return store.copy(region, from, key);
  }

  @Override
  public byte[] read(String region, ArtifactRef ref) {
    return store.read(region, ref);
  }

  @Override
  public void download(String region, ArtifactRef ref, Path target) throws IOException {
    store.download(region, ref, target);
  }
}
