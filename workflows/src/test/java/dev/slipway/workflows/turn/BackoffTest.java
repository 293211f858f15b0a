package dev.slipway.workflows.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pauses_doubleFromAMinuteToAnHour() {
    assertThat(Stream.generate(Backoff.ofNeed()::next).limit(8).map(Duration::toMinutes))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }
}
