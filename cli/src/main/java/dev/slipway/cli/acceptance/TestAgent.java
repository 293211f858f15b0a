package dev.slipway.cli.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.FunctionName;
import dev.slipway.api.StackName;
import dev.slipway.api.Status;
import dev.slipway.cli.follow.ReconnectPolicy;
import dev.slipway.cli.http.Api;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.view.AnswerText;
import dev.slipway.cli.view.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agent that is deployed, asked and destroyed, under a name that nothing else has. */
final class TestAgent {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LOG_SILENCE = Duration.ofSeconds(30);
  private static final Set<Status> IN_PROGRESS =
      Set.of(Status.QUEUED, Status.RUNNING, Status.COMPENSATING);

  private final Api api;
  private final ReconnectPolicy time;
  private final AgentAddress address;
  private final String runtime;

  TestAgent(Api api, ReconnectPolicy time, String name, String region, String runtime) {
    this.api = api;
    this.time = time;
    String stack = StackName.defaultFor(new FunctionName(name)).value();
    this.address = new AgentAddress(name, region, stack);
    this.runtime = runtime;
  }

  String region() {
    return address.region();
  }

  /** A request with what is the same for every deployment of it. */
  ObjectNode request(Code code) {
    ObjectNode request =
        Json.object()
            .put("function_name", address.name())
            .put("region", region())
            .put("runtime", runtime)
            .put("code", code.text().replace("MODEL_ID", modelId()))
            .put("file_name", code.fileName())
            .put("reason", "slipway acceptance");
    request.putObject("tags").put("purpose", "slipway-acceptance");
    request.putObject("environment_variables").put("ACCEPTANCE_MODE", "calm");
    return request;
  }

  /** A model that every account may use, by the profile of the region's part of the world. */
  private String modelId() {
    String prefix = region().split("-")[0];
    String profile = prefix.equals("ap") ? "apac" : prefix;
    return profile + ".amazon.nova-lite-v1:0";
  }

  /** Deploys and waits until it has ended or needs a person. */
  Deployment deploy(ObjectNode request) throws InterruptedException {
    return await(accepted(api.post(Path.of("deployments"), request)));
  }

  String accept(ObjectNode request) {
    return accepted(api.post(Path.of("deployments"), request));
  }

  private static String accepted(JsonNode answer) {
    return Json.text(answer, "deployment_id").orElse("?");
  }

  Deployment await(String id) throws InterruptedException {
    Deployment view = new Deployment(api.get(Path.of("deployments", id)));
    while (IN_PROGRESS.contains(view.status())) {
      time.pause().pause(BETWEEN_LOOKS);
      view = new Deployment(api.get(Path.of("deployments", id)));
    }
    return view;
  }

  /** What a decision about a deployment leads to. */
  Deployment decide(String id, String verb, ObjectNode body) throws InterruptedException {
    Status before = new Deployment(api.get(Path.of("deployments", id))).status();
    api.post(Path.of("deployments", id, verb), body);
    Deployment view = await(id);
    while (view.status() == before) {
      time.pause().pause(BETWEEN_LOOKS);
      view = await(id);
    }
    return view;
  }

  Deployment rollback(int revision) throws InterruptedException {
    return await(accepted(api.post(path("rollback"), Json.object().put("to_revision", revision))));
  }

  Deployment destroy() throws InterruptedException {
    return await(accepted(api.delete(path().with("reason", "slipway acceptance"))));
  }

  /** What it answers; {@code via} is {@code url} or {@code invoke}. */
  JsonNode ask(String via) {
    ObjectNode question = Json.object().put("prompt", "Lisbon").put("via", via);
    return api.post(path("invoke"), question);
  }

  /** The agent's own words in an answer. */
  static String words(JsonNode answer) {
    int status = answer.path("status_code").asInt();
    String words = AnswerText.words(answer.path("response"));
    return status == 200 ? words : "status %d: %s".formatted(status, words);
  }

  /** Everything in its log. */
  String log() {
    Path logs = path("logs").with("since", "1h");
    try (InputStream stream = api.stream(logs, Map.of(), LOG_SILENCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException lost) {
      throw api.unreachable(lost);
    }
  }

  JsonNode get(String... below) {
    return api.get(path(below));
  }

  JsonNode post(ObjectNode body, String... below) {
    return api.post(path(below), body);
  }

  /** The agent's view; null if there is none. */
  @Nullable JsonNode view() {
    try {
      return api.get(path());
    } catch (ApiProblem gone) {
      if (gone.status() == 404) {
        return null;
      }
      throw gone;
    }
  }

  Path path(String... below) {
    return address.path(below);
  }
}
