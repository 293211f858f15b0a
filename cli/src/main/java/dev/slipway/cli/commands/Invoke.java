package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.SilenceBreaker;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.EventReader;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.request.UsageError;
import dev.slipway.cli.view.AnswerText;
import dev.slipway.cli.view.StreamedAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway invoke}. */
@Command(
    name = "invoke",
    header = "Ask a live agent.",
    footer = {
      "",
      "Examples:",
      "  slipway invoke weather \"Will it rain in Lisbon?\"",
      "  slipway invoke eu-west-1/strands-agent-weather \"Hello\" --via url",
      "  slipway invoke weather \"And tomorrow?\" --session anna",
      "  slipway invoke weather \"A long story\" --stream",
      "  slipway invoke weather --payload '{\"prompt\": \"Hello\", \"day\": 7}'"
    })
final class Invoke extends Verb {
  private static final String WORKING = "the agent is working";

  @Parameters(
      index = "0",
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "PROMPT", description = "What to ask.")
  private @Nullable String prompt;

  @Option(names = "--payload", paramLabel = "JSON", description = "The whole event instead.")
  private @Nullable String payload;

  @Option(names = "--input", paramLabel = "JSON", description = "Data in addition to the prompt.")
  private @Nullable String input;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "The conversation that goes on (agents with --session s3, or on AgentCore).")
  private @Nullable String sessionId;

  @Option(names = "--via", paramLabel = "HOW", description = "url: through the function URL.")
  private @Nullable String via;

  @Option(
      names = "--stream",
      description = "Print the answer as it comes (agents on AgentCore; others answer whole).")
  private boolean stream;

  Invoke(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    ObjectNode request = request();
    AgentAddress address = AgentAddress.find(api(), agent);
    JsonNode answer = stream ? streamed(address, request) : whole(address, request);
    return isFine(answer) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private JsonNode whole(AgentAddress address, ObjectNode request) {
    JsonNode answer = waitingFor(WORKING, () -> api().post(address.path("invoke"), request));
    print(answer, this::printText);
    return answer;
  }

  private JsonNode streamed(AgentAddress address, ObjectNode request) {
    InputStream answer =
        SilenceBreaker.during(
            console(), WORKING, () -> api().stream(address.path("invoke"), request));
    try (var events = new EventReader(answer, "")) {
      JsonNode end = new StreamedAnswer(console(), json).print(events);
      if (end.isMissingNode()) {
        throw new EOFException("the answer broke off");
      }
      if (json) {
        console().print(SafeText.json(Json.compact(end)));
      } else {
        printText(end);
      }
      return end;
    } catch (IOException e) {
      throw api().unreachable(e);
    }
  }

  private ObjectNode request() {
    if ((prompt == null) == (payload == null)) {
      throw new UsageError("invoke: give either PROMPT or --payload JSON");
    }
    ObjectNode request = Json.object();
    if (prompt != null) {
      request.put("prompt", prompt);
    }
    addJson(request, "payload", "--payload", payload);
    addJson(request, "input_data", "--input", input);
    if (sessionId != null) {
      request.put("session_id", sessionId);
    }
    if (via != null) {
      request.put("via", via);
    }
    return request;
  }

  private static void addJson(
      ObjectNode request, String field, String option, @Nullable String text) {
    if (text != null) {
      request.set(
          field, Json.parse(text).orElseThrow(() -> new UsageError(option + ": this is not JSON")));
    }
  }

  private static boolean isFine(JsonNode answer) {
    return answer.path("status_code").asInt(200) < 400;
  }

  private void printText(JsonNode answer) {
    if (!answer.path("response").isNull()) {
      printWords(AnswerText.words(answer.path("response")));
    }
    String status = answer.path("status_code").asText("?");
    Duration taken = Duration.ofMillis(answer.path("duration_ms").asLong());
    console().err("(%s in %s)".formatted(status, TimeText.duration(taken)));
    if (!isFine(answer)) {
      logTail(answer.path("log_tail"))
          .lines()
          .forEach(line -> console().err("  | " + SafeText.of(line)));
    }
  }

  private void printWords(String text) {
    if (console().isTerminal()) {
      console().out(text);
    } else {
      // A program reads this, and gets exactly what the agent said.
      console().print(text);
    }
  }

  private static String logTail(JsonNode tail) {
    if (!tail.isArray()) {
      return tail.isNull() ? "" : tail.asText("");
    }
    var text = new StringBuilder();
    tail.forEach(line -> text.append(line.asText()).append('\n'));
    return text.toString();
  }
}
