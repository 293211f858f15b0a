package dev.slipway.starter.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StuckWorkflowsTest {
  private final AtomicLong asked = new AtomicLong();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-30T09:00:00Z"));

  private final StuckWorkflows stuck =
      new StuckWorkflows(
          () -> {
            if (asked.incrementAndGet() == 3) {
              throw new IllegalStateException("Temporal does not answer");
            }
            return asked.get() - 1;
          },
          now::get);

  private void pass(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  @Test
  void manyPages_costOneCount_forSomeSeconds() {
    for (int page = 0; page < 100; page++) {
      assertThat(stuck.now().ok()).isTrue();
    }
    assertThat(asked).hasValue(1);

    pass(Duration.ofSeconds(11));
    assertThat(stuck.now().detail()).startsWith("1 failing");
    assertThat(asked).hasValue(2);
  }

  @Test
  void countThatFails_isNotRemembered() {
    stuck.now();
    pass(Duration.ofSeconds(11));
    stuck.now();
    pass(Duration.ofSeconds(11));
    assertThatThrownBy(stuck::now).hasMessage("Temporal does not answer");
    assertThat(stuck.now().detail()).startsWith("3 failing");
  }
}
