package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.SharedStack;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request may be repeated. */
class IdempotencyIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  @Test
  void sameIdSameRequest_isTheSameDeployment_aDifferentRequestIs409() {
    Answer first = post("said once");
    Answer again = post("said once");
    Answer other = post("said otherwise");

    assertThat(first.status()).as("%s", first).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body().path("deployment_id").asText()).isEqualTo("said-once-1");
    assertThat(other.status()).isEqualTo(409);

    assertThat(SHARED.api().awaitEnd("said-once-1").path("revision").asInt()).isEqualTo(1);
    assertThat(post("said once").status()).isEqualTo(202);
    assertThat(post("said otherwise").status()).isEqualTo(409);
    assertThat(Agents.ask(SHARED.api(), "said-once")).isEqualTo("said once");
    assertThat(SHARED.world().thingsNamed("said-once").stream())
        .filteredOn(thing -> thing.startsWith("secret "))
        .hasSize(1);
  }

  private static Answer post(String words) {
    return SHARED
        .api()
        .post(
            "/deployments",
            Map.of(
                "deployment_id",
                "said-once-1",
                "function_name",
                "said-once",
                "code",
                Agents.saying(words),
                "runtime",
                Emulated.RUNTIME,
                "api_keys",
                Map.of("A_KEY", "a-value")));
  }
}
