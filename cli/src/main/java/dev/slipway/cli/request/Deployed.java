package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.project.Project;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Code that the server keeps: a revision's or a deployment's.
 *
 * @param path where its files are listed
 * @param title what it is called, such as {@code revision 3}
 */
public record Deployed(Api api, Path path, String title) {
  private static final Duration MAX_SILENCE = Duration.ofMinutes(1);

  /**
   * The code that someone names.
   *
   * @param version a revision's number or a deployment's id; the live revision when absent
   */
  public static Deployed of(Api api, AgentAddress agent, @Nullable String version) {
    if (version == null) {
      String live =
          Json.text(api.get(agent.path()).path("live"), "number")
              .orElseThrow(
                  () ->
                      new UsageError(
                          "Agent '%s' has no live revision yet (expected: a deployment's id)"
                              .formatted(agent)));
      return revision(api, agent, live);
    }
    return isNumber(version)
        ? revision(api, agent, version)
        : new Deployed(api, Path.of("deployments", version, "source"), "deployment " + version);
  }

  private static Deployed revision(Api api, AgentAddress agent, String number) {
    return new Deployed(api, agent.path("revisions", number, "source"), "revision " + number);
  }

  /** Whether it is the number of a revision, rather than a deployment or a file. */
  public static boolean isNumber(String text) {
    return text.matches("\\d{1,9}");
  }

  /** What the API says about the files. */
  public JsonNode listing() {
    return api.get(path);
  }

  /** The files by path. */
  public SortedMap<String, byte[]> files() {
    Path archive = path.with("format", "zip");
    try (InputStream in = api.stream(archive, Map.of("Accept", "application/zip"), MAX_SILENCE)) {
      return Project.of(in.readAllBytes()).files();
    } catch (IOException e) {
      throw api.unreachable(e);
    }
  }
}
