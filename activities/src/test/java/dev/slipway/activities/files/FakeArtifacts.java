package dev.slipway.activities.files;

import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.ArtifactRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket in memory. */
public final class FakeArtifacts implements Artifacts {
  public final TreeMap<String, byte[]> objects = new TreeMap<>();

  @Override
  public Optional<ArtifactRef> find(String region, String key) {
    return Optional.ofNullable(objects.get(key)).map(content -> ref(key, content));
  }

  @Override
  public ArtifactRef put(String region, String key, byte[] content) {
    objects.put(key, content.clone());
    return ref(key, content);
  }

  @Override
  public ArtifactRef put(String region, String key, Path file) {
    try {
      return put(region, key, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] read(String region, ArtifactRef ref) {
    byte[] content = objects.get(ref.key());
    if (content == null) {
      throw new IllegalStateException("nothing at " + ref.uri());
    }
    return content.clone();
  }

  private static ArtifactRef ref(String key, byte[] content) {
    return new ArtifactRef("s3://bucket/" + key, Sha256.of(content), content.length);
  }
}
