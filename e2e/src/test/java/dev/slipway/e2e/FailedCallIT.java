package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.SharedStack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that failed is one for whoever asked, for the page's figures and for the smoke test. */
class FailedCallIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  /** Says itself that it failed, as the last thing in its stream. */
  private static final String ERROR_LAST =
      """
      def main(prompt):
          yield "Fair "
          yield {"error": "no berth"}
      """;

  @ParameterizedTest
  @ValueSource(strings = {"lambda", "agentcore"})
  void streamThatEndsWithAnError_hasFailed_forAllWhoLook(String target) {
    Api api = SHARED.api();
    String name = "fails-on-" + target;
    Map<String, String> settings = new HashMap<>(Map.of("deployment_type", target));
    settings.put("runtime", "auto");
    settings.put("smoke_test", "off");
    String live = api.deploy(name, ERROR_LAST, settings);
    assertThat(api.awaitEnd(live).path("status").asText()).isEqualTo("succeeded");

    var whole = api.invoke(TinyAgent.stack(name), Map.of("prompt", "whole"));
    assertThat(whole.body().path("status_code").asInt()).as("%s", whole).isEqualTo(500);
    assertThat(whole.body().toString()).contains("no berth");
    List<String> events =
        api.events(
                "/agents/us-east-1/%s/invoke".formatted(TinyAgent.stack(name)),
                Map.of("prompt", "in events"))
            .filter(line -> !line.isBlank())
            .toList();
    assertThat(events.getLast()).contains("\"status_code\":500", "no berth");

    String page = "/agents/us-east-1/%s/usage".formatted(TinyAgent.stack(name));
    assertThat(api.text(page)).contains("2, 2 of them failed");

    settings.remove("smoke_test");
    var tested = api.awaitEnd(api.deploy(name, ERROR_LAST, settings));
    assertThat(tested.path("failure").path("type").asText())
        .as("%s", tested)
        .isEqualTo("AgentFailed");
    assertThat(tested.path("failure").toString()).contains("no berth");
  }
}
