package dev.slipway.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fetches an agent's whole chain into a folder, so that it can be verified anywhere. */
public final class Export {
  /** Even a 250 MB layer over a slow connection never pauses that long. */
  private static final Duration MAX_SILENCE = Duration.ofMinutes(1);

  private final Api api;
  private final AgentAddress agent;
  private final java.nio.file.Path directory;
  private int bundles;
  private int objects;
  private int gone;

  /** What was fetched; {@code gone} objects were removed with their deployment or agent. */
  public record Summary(String directory, String head, int bundles, int objects, int gone) {}

  public Export(Api api, AgentAddress agent, java.nio.file.Path directory) {
    this.api = api;
    this.agent = agent;
    this.directory = directory;
  }

  public Summary run(boolean withArtifacts) throws IOException {
    Files.createDirectories(directory);
    List<Long> sequences = new ArrayList<>();
    JsonNode page = api.get(agent.path("audit"));
    JsonNode head = page.path("head");
    while (true) {
      page.path("sequences").forEach(sequence -> sequences.add(sequence.asLong()));
      if (!page.path("next_after").isIntegralNumber()) {
        break;
      }
      page = api.get(agent.path("audit").with("after", page.path("next_after").asText()));
    }
    String owner = "";
    for (long sequence : upTo(head, sequences)) {
      Bundle bundle = fetch(sequence);
      owner = bundle.agent();
      if (withArtifacts) {
        fetchObjects(bundle);
      }
    }
    writeHead(owner, head);
    return new Summary(
        directory.toString(), head.path("sha256").asText(""), bundles, objects, gone);
  }

  /**
   * What the head says is the chain: a bundle behind it is still being written, and one that was
   * written since the list was read is fetched.
   */
  private static List<Long> upTo(JsonNode head, List<Long> listed) {
    if (!head.path("sequence").isIntegralNumber()) {
      return listed;
    }
    long end = head.path("sequence").asLong();
    List<Long> chain =
        new ArrayList<>(listed.stream().filter(sequence -> sequence <= end).toList());
    for (long next = chain.isEmpty() ? end : chain.getLast() + 1; next <= end; next++) {
      chain.add(next);
    }
    return chain;
  }

  private Bundle fetch(long sequence) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (InputStream in = open(agent.path("audit", String.valueOf(sequence)))) {
      in.transferTo(bytes);
    }
    // Reporting its faults is up to verify.
    Bundle bundle = Bundle.read("", bytes.toByteArray(), new ArrayList<>());
    String id = bundle.deployment().replaceAll("[^A-Za-z0-9._-]", "_");
    Files.write(directory.resolve("%08d-%s.json".formatted(sequence, id)), bytes.toByteArray());
    bundles++;
    return bundle;
  }

  private void fetchObjects(Bundle bundle) throws IOException {
    for (String sha256 : bundle.references()) {
      if (!sha256.matches("[0-9a-f]{64}")) {
        continue;
      }
      var target = directory.resolve(Verification.OBJECTS).resolve(sha256);
      if (!Files.exists(target)) {
        fetchObject(bundle, sha256, target);
      }
    }
  }

  private void fetchObject(Bundle bundle, String sha256, java.nio.file.Path target)
      throws IOException {
    Files.createDirectories(target.getParent());
    var part = target.resolveSibling(sha256 + ".part");
    var path = Path.of("deployments", bundle.deployment(), "audit", "objects", sha256);
    try (InputStream in = open(path)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      objects++;
    } catch (ApiProblem problem) {
      if (problem.status() != 404) {
        throw problem;
      }
      gone++;
    }
  }

  private InputStream open(Path path) {
    return api.stream(path, Map.of(), MAX_SILENCE);
  }

  private void writeHead(String owner, JsonNode head) throws IOException {
    Files.write(
        directory.resolve(Verification.HEAD),
        new Head(owner, head.path("sequence").asLong(), head.path("sha256").asText("")).bytes());
  }
}
