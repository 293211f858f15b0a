package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimescaleTest {
  private static final Instant BEGIN = Instant.parse("2026-11-24T12:00:00Z");

  private static Timescale of(Duration whole) {
    return Timescale.between(BEGIN, BEGIN.plus(whole));
  }

  @Test
  void aSegmentIsAsLongAsItTook() {
    Segment segment =
        of(Duration.ofSeconds(40))
            .segment(BEGIN.plusSeconds(10), BEGIN.plusSeconds(30), "succeeded", "");

    assertThat(segment.left()).isEqualTo(250);
    assertThat(segment.width()).isEqualTo(500);
  }

  @Test
  void whatTookNoTimeIsStillVisible_andNothingLeavesTheLine() {
    Timescale scale = of(Duration.ofHours(3));

    Segment last = scale.segment(BEGIN.plusSeconds(10_800), BEGIN.plusSeconds(10_801), "", "");
    assertThat(last.width()).isPositive();
    assertThat(last.left() + last.width()).isLessThanOrEqualTo(Timescale.PARTS);
    Segment early = scale.segment(BEGIN.minusSeconds(9), BEGIN.minusSeconds(8), "", "");
    assertThat(early.left()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.7S, 0.2 s",
    "PT27S, 5 s",
    "PT2M, 30 s",
    "PT21M, 5 min",
    "PT1H45M, 30 min",
    "PT40H, 12 h",
    "P4D, 24 h"
  })
  void marksAreAtRoundTimes_andFew(Duration whole, String first) {
    assertThat(of(whole).ticks()).hasSizeBetween(2, 6);
    assertThat(of(whole).ticks().get(1).label()).isEqualTo(first);
  }

  @Test
  void marksHalfASecondApart_haveNamesOfTheirOwn() {
    assertThat(of(Duration.ofMillis(2_600)).ticks())
        .extracting(Timescale.Tick::label)
        .containsExactly("0", "0.5 s", "1 s", "1.5 s", "2 s", "2.5 s");
  }

  @ParameterizedTest
  @CsvSource({
    "-30, 0.0 s",
    "0, 0.0 s",
    "812, 0.8 s",
    "61000, 1 min 1 s",
    "7260000, 2 h 1 min",
    "266400000, 3 d 2 h"
  })
  void lengthsAreSaidAsPeopleSayThem(long millis, String words) {
    assertThat(Timescale.took(millis)).isEqualTo(words);
  }
}
