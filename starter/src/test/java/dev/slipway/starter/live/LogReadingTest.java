package dev.slipway.starter.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogReadingTest {
  private static final Instant BEGIN = Instant.parse("2026-11-28T09:00:00Z");
  private static final int LINES = 6_004;

  @ParameterizedTest
  @CsvSource({"500, true, 7", "500, true, 0", "500, false, 7", "10000, false, 0"})
  void everyLineIsReadOnce(int pageSize, boolean givesTokens, int millisecondsApart) {
    var log = log(pageSize, givesTokens, millisecondsApart);

    assertThat(toTheEnd(new LogReading(log, LogPosition.from(BEGIN)))).isEqualTo(lines(0, LINES));
  }

  @Test
  void serviceThatWithholdsLines_isDetected() {
    var reading = new LogReading(log(500, false, 0), LogPosition.from(BEGIN));

    assertThat(toTheEnd(reading)).isEqualTo(lines(0, 500));
    assertThat(reading.isCut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void readingGoesOnBehindTheLastLine(int millisecondsApart) {
    var log = log(500, true, millisecondsApart);
    var last = new LogReading(log, LogPosition.from(BEGIN)).advance().getLast();
    var position = LogPosition.of(LogPosition.behind(last).token());

    assertThat(toTheEnd(new LogReading(log, position))).isEqualTo(lines(500, LINES));
  }

  @Test
  void positionWhoseLineIsGone_losesNothing() {
    var log = log(500, true, 7);
    var position = new LogPosition(BEGIN, "event-of-another-time");

    assertThat(toTheEnd(new LogReading(log, position))).isEqualTo(lines(0, LINES));
  }

  @Test
  void followedLog_hasWhatArrivedLateAndNothingTwice() {
    var log = log(500, true, 7);
    var reading = new LogReading(log, LogPosition.from(BEGIN));
    toTheEnd(reading);
    Instant end = BEGIN.plusMillis(7L * LINES);

    log.add(end, "at the end");
    log.add(end.minusSeconds(5), "late");
    reading.again();
    assertThat(toTheEnd(reading)).containsExactly("late", "at the end");

    reading.again();
    assertThat(toTheEnd(reading)).isEmpty();
  }

  @Test
  void whatIsOlderThanWhatIsReadAgain_isForgotten() {
    var reading = new LogReading(log(500, true, 100), LogPosition.from(BEGIN));

    toTheEnd(reading);

    // A line every tenth of a second: those of the last minute, and a page.
    assertThat(reading.remembered()).isLessThanOrEqualTo(600 + 500);
  }

  @Test
  void positionThatWasNeverReturned_isRefused() {
    assertThatThrownBy(() -> LogPosition.of("bm90aGluZw"))
        .hasMessageContaining("next: 'bm90aGluZw' (expected: the value that an earlier answer");
    assertThatThrownBy(() -> LogPosition.of("!")).isInstanceOf(IllegalArgumentException.class);
  }

  private static FakeLogPages log(int pageSize, boolean givesTokens, int millisecondsApart) {
    var log = new FakeLogPages(pageSize, givesTokens);
    for (int line = 0; line < LINES; line++) {
      log.add(BEGIN.plusMillis((long) line * millisecondsApart), "line " + line);
    }
    return log;
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(line -> "line " + line).toList();
  }

  private static List<String> toTheEnd(LogReading reading) {
    List<String> read = new ArrayList<>();
    while (!reading.isCaughtUp()) {
      reading.advance().forEach(event -> read.add(event.line()));
    }
    return read;
  }
}
