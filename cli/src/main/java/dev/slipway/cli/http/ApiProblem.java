package dev.slipway.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The server's refusal, as it described it (RFC 9457). */
public final class ApiProblem extends RuntimeException {
  /** The fields that hold the agent's code. */
  private static final Set<String> CODE = Set.of("code", "source");

  private static final String UPSTREAM = "urn:slipway:problem:upstream";

  private final int status;
  private final transient JsonNode body;
  private final String source;

  private ApiProblem(int status, JsonNode body, String source) {
    super(Json.text(body, "detail").or(() -> Json.text(body, "title")).orElse("HTTP " + status));
    this.status = status;
    this.body = body;
    this.source = source;
  }

  /** The problem in an answer; anything that is not a problem becomes one. */
  static ApiProblem of(int status, String answer) {
    JsonNode body =
        Json.parse(answer)
            .filter(JsonNode::isObject)
            .filter(
                tree -> Json.text(tree, "title").or(() -> Json.text(tree, "detail")).isPresent())
            .orElseGet(() -> described(status, "The server answered with HTTP " + status + "."));
    return new ApiProblem(status, body, "");
  }

  /** For a success response that is not Slipway's. */
  static ApiProblem notSlipway(ServerAddress server) {
    String detail = "The answer of %s is not JSON; is it a Slipway server?".formatted(server);
    return new ApiProblem(502, described(502, detail), "");
  }

  /** For an answer that leads elsewhere, which is never followed. */
  static ApiProblem redirect(ServerAddress server, int status, @Nullable String location) {
    String detail =
        "%s redirects to %s. If that is the server, set it with --server or SLIPWAY_URL."
            .formatted(server, location == null ? "nowhere" : location.replaceAll("[?#].*", ""));
    return new ApiProblem(status, described(status, detail), "");
  }

  private static ObjectNode described(int status, String detail) {
    return Json.object().put("title", detail).put("status", status);
  }

  /** The same, naming the file that errors with a line refer to. */
  public ApiProblem about(String file) {
    return new ApiProblem(status, body, file);
  }

  public int status() {
    return status;
  }

  public JsonNode body() {
    return body;
  }

  /** Whether the server can't answer now but may later. */
  public boolean isOutage() {
    return status >= 502 && status <= 504;
  }

  /** Whether the server did reach the agent or AWS, and that answered with an error. */
  public boolean isUpstream() {
    return Json.text(body, "type").filter(UPSTREAM::equals).isPresent();
  }

  /** Whether the server does not know who calls. */
  public boolean isNotSignedIn() {
    return status == 401;
  }

  /** Whether only the agent's code was refused, and nothing else about the request. */
  public boolean isAboutCodeOnly() {
    JsonNode errors = body.path("errors");
    return !errors.isEmpty()
        && StreamSupport.stream(errors.spliterator(), false)
            .allMatch(error -> CODE.contains(error.path("field").asText()));
  }

  /** Each error on its own line, preceded by its location. */
  public List<String> errorLines() {
    return StreamSupport.stream(body.path("errors").spliterator(), false)
        .map(error -> Finding.of(error).line(source))
        .toList();
  }
}
