package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conversation goes on from call to call for its session, and for no other. */
class SessionsIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String NAME = "talk";
  private static final String AGENT = "/agents/us-east-1/" + TinyAgent.stack(NAME);

  /** Answers with how many messages its conversation has, and how that began. */
  private static final String CODE =
      """
      from strands import Agent
      from strands.models import BedrockModel

      agent = Agent(model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"))


      def main(prompt):
          agent(prompt + " [[notool]]")
          first = agent.messages[0]["content"][0]["text"].split()[0]
          return f"{len(agent.messages)} since {first}"
      """;

  @Test
  void session_remembersAcrossCallsAndRevisions_anotherSeesNothing_andDestroyForgetsAll() {
    deploy(Map.of("session", "s3"));

    assertThat(ask("one", "anna")).isEqualTo("2 since one");
    assertThat(ask("two", "anna")).isEqualTo("4 since one");
    assertThat(ask("other", "bert")).isEqualTo("2 since other");
    assertThat(ask("nobody", null)).isEqualTo("2 since nobody");
    var command =
        RunningCommand.run(SHARED.stack().address(), "invoke", NAME, "three", "--session", "anna");
    assertThat(command.lines()).anyMatch(line -> line.contains("6 since one"));

    // Another version starts cold.
    deploy(Map.of("session", "s3", "memory_size", 640));
    assertThat(ask("four", "anna")).isEqualTo("8 since one");
    assertThat(ask("again", "bert")).isEqualTo("4 since other");

    JsonNode dryRun = SHARED.api().delete(AGENT + "?dry_run=true").body();
    assertThat(dryRun.toString()).contains("sessions/" + TinyAgent.stack(NAME));
    JsonNode destroyed =
        SHARED.api().awaitEnd(SHARED.api().delete(AGENT).body().path("deployment_id").asText());
    assertThat(destroyed.path("status").asText()).as("%s", destroyed).isEqualTo("succeeded");
    assertThat(SHARED.world().thingsNamed(NAME)).isEmpty();
  }

  @Test
  void whatIsNoSession_isRefused() {
    Answer answer =
        SHARED.api().post(AGENT + "/invoke", Map.of("prompt", "one", "session_id", "../anna"));

    assertThat(answer.status()).as("%s", answer).isEqualTo(422);
    assertThat(answer.body().toString()).contains("session_id");
  }

  private static void deploy(Map<String, ?> more) {
    JsonNode view = SHARED.api().awaitEnd(SHARED.api().deploy(NAME, CODE, more));
    assertThat(view.path("status").asText()).as("%s", view).isEqualTo("succeeded");
  }

  private static String ask(String prompt, @Nullable String session) {
    Map<String, String> request =
        session == null
            ? Map.of("prompt", prompt)
            : Map.of("prompt", prompt, "session_id", session);
    Answer answer = SHARED.api().invoke(TinyAgent.stack(NAME), request);
    assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
    return answer.body().path("response").path("response").asText();
  }
}
