package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveSpanTest {
  private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");

  @Test
  void eachRevision_isAsWideAsItWasLive() {
    var begins =
        new TreeMap<>(
            Map.of(
                3, NOW.minus(Duration.ofHours(100)),
                4, NOW.minus(Duration.ofHours(25)),
                5, NOW.minus(Duration.ofSeconds(30))));

    assertThat(LiveSpan.of(begins, NOW))
        .satisfiesExactly(
            first -> {
              assertThat(first.left()).isZero();
              assertThat(first.width()).isEqualTo(750);
              assertThat(first.title()).isEqualTo("revision 3, live for 3 d 3 h");
            },
            second -> {
              assertThat(second.left()).isEqualTo(750);
              assertThat(second.live()).isFalse();
              assertThat(second.labelled()).isTrue();
            },
            live -> {
              assertThat(live.live()).isTrue();
              assertThat(live.width()).isEqualTo(2);
              assertThat(live.left()).isEqualTo(998);
              assertThat(live.labelled()).isFalse();
            });
  }

  @Test
  void revisionsOfAMoment_stayWithinTheLine() {
    var begins =
        new TreeMap<>(
            Map.of(
                1, NOW.minus(Duration.ofHours(100)),
                2, NOW.minus(Duration.ofSeconds(2)),
                3, NOW.minus(Duration.ofSeconds(1)),
                4, NOW));

    assertThat(LiveSpan.of(begins, NOW))
        .allSatisfy(span -> assertThat(span.left() + span.width()).isLessThanOrEqualTo(1000));
  }

  @Test
  void oneRevision_hasNoTimeline() {
    assertThat(LiveSpan.of(new TreeMap<>(Map.of(1, NOW)), NOW)).isEmpty();
  }
}
