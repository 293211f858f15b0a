package dev.slipway.activities.files;

import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.storage.audit.MemoryRecords;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;

/** Artifacts in memory; {@link ArtifactsContract} holds them to what S3 does. */
public final class FakeArtifacts implements Artifacts {
  private final MemoryRecords buckets = new MemoryRecords();

  /** The contents of the bucket of {@link MemoryRecords#REGION}. */
  public final NavigableMap<String, byte[]> objects = buckets.objects;

  @Override
  public Optional<ArtifactRef> find(String region, String key) {
    return buckets.get(region, key).map(content -> ref(region, key, content));
  }

  @Override
  public ArtifactRef put(String region, String key, byte[] content) {
    buckets.put(region, key, content);
    return ref(region, key, content);
  }

  @Override
  public ArtifactRef put(String region, String key, Path file, String sha256) throws IOException {
    return put(region, key, Files.readAllBytes(file));
  }

  @Override
  public ArtifactRef put(String region, String key, Continuation parts) throws IOException {
    byte[] base = read(region, parts.base());
    byte[] rest = Files.readAllBytes(parts.rest());
    int kept = (int) parts.kept();
    byte[] whole = Arrays.copyOf(base, kept + rest.length);
    System.arraycopy(rest, 0, whole, kept, rest.length);
    return put(region, key, whole);
  }

  @Override
  public void download(String region, ArtifactRef ref, Path target) throws IOException {
    Files.write(target, read(region, ref));
  }

  @Override
  public ArtifactRef copy(String region, ArtifactRef from, String key) {
    return put(region, key, read(region, from));
  }

  @Override
  public byte[] read(String region, ArtifactRef ref) {
    return buckets
        .get(region, ref.key())
        .filter(content -> Sha256.of(content).equals(ref.sha256()))
        .orElseThrow(
            () ->
                Failure.of(FailureType.ARTIFACT_CORRUPT, "Not what was stored.", ref.uri())
                    .toException());
  }

  private static ArtifactRef ref(String region, String key, byte[] content) {
    String uri = "s3://slipway-000000000000-%s/%s".formatted(region, key);
    return new ArtifactRef(uri, Sha256.of(content), content.length);
  }
}
