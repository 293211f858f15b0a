package dev.slipway.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.live.AgentUrls;
import dev.slipway.starter.live.EventChannel;
import dev.slipway.starter.live.InvocationResponse;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.JsonBodies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls agents by URL, signed, and only those that are live here. */
@RestController
@RequestMapping("/api/deploy/lambda")
@Needs(Role.OPERATOR)
class UrlController {
  private static final double MILLIS = 1_000;

  private final JsonBodies bodies;
  private final AgentUrls urls;
  private final JsonMapper mapper;

  UrlController(JsonBodies bodies, AgentUrls urls, JsonMapper mapper) {
    this.bodies = bodies;
    this.urls = urls;
    this.mapper = mapper;
  }

  /**
   * The agent's answer.
   *
   * @param executionTime in seconds
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Invoked(
      boolean success,
      @Nullable JsonNode responseData,
      @Nullable String error,
      double executionTime,
      @Nullable Integer statusCode,
      Map<String, String> executionContext) {}

  @PostMapping("/invoke-url")
  Invoked invoke(HttpServletRequest request) {
    UrlRequest asked = UrlRequest.read(bodies.read(request));
    var agent = urls.require(asked.functionUrl());
    long started = System.nanoTime();
    try {
      InvocationResponse answer = urls.ask(agent, asked.payload(), asked.timeout());
      boolean ok = answer.statusCode() == HttpStatus.OK.value();
      return new Invoked(
          ok,
          ok ? answer.response() : null,
          ok ? null : "HTTP %d: %s".formatted(answer.statusCode(), answer.response()),
          answer.durationMs() / MILLIS,
          answer.statusCode(),
          context(asked));
    } catch (ProblemException silent) {
      return new Invoked(
          false,
          null,
          silent.problem().detail(),
          Duration.ofNanos(System.nanoTime() - started).toMillis() / MILLIS,
          null,
          context(asked));
    }
  }

  @PostMapping("/invoke-url/stream")
  void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
    UrlRequest asked = UrlRequest.read(bodies.read(request));
    var agent = urls.require(asked.functionUrl());
    AnswerStream stream = new AnswerStream(response, mapper);
    try {
      urls.stream(agent, asked.payload(), asked.timeout(), stream);
      stream.end();
    } catch (EventChannel.CallerGone gone) {
      throw gone; // No one is left to notify.
    } catch (IOException broken) {
      stream.fail("The URL does not answer, or broke off its answer.");
    }
  }

  private static Map<String, String> context(UrlRequest asked) {
    return Map.of(
        "invocation_via",
        "AWS IAM authenticated Function URL",
        "function_url",
        asked.functionUrl());
  }
}
