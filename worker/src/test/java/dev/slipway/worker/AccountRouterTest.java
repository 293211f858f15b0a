package dev.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.api.StackName;
import dev.slipway.workflows.drift.CheckDrift;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.AgentKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountRouterTest {
  private static final AgentKey OWN =
      new AgentKey("111111111111", "us-east-1", new StackName("weather"));
  private static final AccountRole PROD =
      new AccountRole("prod", "arn:aws:iam::222222222222:role/slipway", null, null);

  private final List<String> happened = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Leases<List<Object>> others =
      new Leases<>(
          role ->
              new Leases.Kept<>(
                  List.of(check(role + "")), () -> happened.add("end of " + role.principal())),
          clock);
  private final CheckDrift routed =
      (CheckDrift) AccountRouter.route(List.of(check("own")), others, all -> all).getFirst();

  private CheckDrift check(String where) {
    return agent -> {
      happened.add(where.replaceAll(".*principal=(\\w+).*", "$1"));
      throw new IllegalStateException("as the activity failed");
    };
  }

  private void call(AgentKey agent) {
    assertThatThrownBy(() -> routed.checkDrift(agent)).hasMessage("as the activity failed");
  }

  @Test
  void call_goesToTheAccountOfItsAgent_onBehalfOfItsPrincipal() {
    call(OWN);
    call(OWN.by(PROD.on("kim")));
    call(OWN.by(PROD.on("ada")));

    assertThat(happened).containsExactly("own", "kim", "ada");
  }

  @Test
  void clientsThatNobodyUses_areClosedAfterAWhile() {
    call(OWN.by(PROD.on("kim")));
    now = now.plus(Leases.IDLE);
    call(OWN.by(PROD.on("kim")));
    now = now.plus(Leases.IDLE).plus(Duration.ofSeconds(1));
    call(OWN.by(PROD.on("ada")));

    assertThat(happened).containsExactly("kim", "kim", "end of kim", "ada");
  }

  @Test
  void clientsInUse_areNotClosed() {
    try (var inUse = others.take(PROD.on("kim"))) {
      now = now.plus(Leases.IDLE.multipliedBy(2));
      call(OWN.by(PROD.on("ada")));
      assertThat(inUse.thing()).isNotEmpty();
    }
    others.close();

    assertThat(happened).containsExactlyInAnyOrder("ada", "end of kim", "end of ada");
  }

  /** Temporal must still find what the activity implements. */
  @Test
  void routedActivity_hasItsContractAndNoMore() {
    assertThat(routed.getClass().getInterfaces()).containsExactly(CheckDrift.class);
  }
}
