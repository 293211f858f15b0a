package dev.slipway.local.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final RestartPolicy policy = new RestartPolicy();

  @Test
  void eachPauseIsTwiceTheOneBefore() {
    policy.died(NOON);
    assertThat(policy.pause()).isEqualTo(Duration.ofMillis(200));
    policy.died(NOON.plusSeconds(1));
    assertThat(policy.pause()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void sixthDeathInAMinute_isTooMany() {
    for (int death = 0; death < 5; death++) {
      policy.died(NOON.plusSeconds(death));
    }
    assertThat(policy.isExhausted()).isFalse();
    policy.died(NOON.plusSeconds(59));
    assertThat(policy.isExhausted()).isTrue();
    assertThat(policy.pause()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void deathsOfAnEarlierMinute_areForgiven() {
    for (int death = 0; death < 6; death++) {
      policy.died(NOON);
    }
    policy.died(NOON.plusSeconds(61));
    assertThat(policy.pause()).isEqualTo(Duration.ofMillis(200));
  }
}
