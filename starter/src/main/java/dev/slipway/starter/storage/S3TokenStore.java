package dev.slipway.starter.storage;

import dev.slipway.storage.artifacts.ArtifactStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Keeps tokens in one region's artifact bucket, which every server of an account shares. */
record S3TokenStore(ArtifactStore artifacts, String region) implements TokenStore {
  private static final String FOLDER = "tokens/";
  private static final String ENDING = ".json";

  @Override
  public void put(String id, String json) {
    artifacts.put(region, key(id), json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> find(String id) {
    return artifacts
        .find(region, key(id))
        .map(there -> new String(artifacts.read(region, there), StandardCharsets.UTF_8));
  }

  @Override
  public List<String> ids() {
    return artifacts.list(region, FOLDER).stream()
        .map(key -> key.substring(FOLDER.length()))
        .filter(name -> name.endsWith(ENDING))
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .toList();
  }

  @Override
  public void remove(String id) {
    artifacts.deleteKeys(region, List.of(key(id)));
  }

  private static String key(String id) {
    return FOLDER + id + ENDING;
  }
}
