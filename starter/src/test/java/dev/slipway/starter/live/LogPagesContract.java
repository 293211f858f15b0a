package dev.slipway.starter.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a log returns, whether in memory or in CloudWatch: the same tests for both. */
abstract class LogPagesContract {
  /** CloudWatch accepts no old events, and counts in milliseconds. */
  private final Instant begin = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);

  abstract LogPages pages();

  /** Writes a line that was logged at that time. */
  abstract void write(Instant time, String line);

  @Test
  void aLogThatDoesNotExistYet_isEmpty() {
    assertThat(read(begin)).isEmpty();
  }

  @Test
  void theOldestComesFirst_inWhateverOrderTheyWereWritten() {
    write(begin.plusMillis(20), "second");
    write(begin.plusMillis(10), "first");
    write(begin.plusMillis(30), "third");

    assertThat(read(begin))
        .extracting(LogPages.Event::line)
        .containsExactly("first", "second", "third");
    assertThat(read(begin).getFirst().time()).isEqualTo(begin.plusMillis(10));
  }

  @Test
  void theGivenTimeIsIncluded_theMillisecondBeforeIsNot() {
    write(begin.plusMillis(9), "before");
    write(begin.plusMillis(10), "then");
    write(begin.plusMillis(11), "after");

    assertThat(read(begin.plusMillis(10)))
        .extracting(LogPages.Event::line)
        .containsExactly("then", "after");
  }

  @Test
  void equalLinesOfOneMillisecond_areTwoEvents_theSameWheneverTheyAreRead() {
    write(begin, "again");
    write(begin, "again");

    List<LogPages.Event> read = read(begin);
    assertThat(read).hasSize(2);
    assertThat(read.getFirst().id()).isNotEqualTo(read.getLast().id());
    assertThat(read(begin)).isEqualTo(read);
  }

  @Test
  void whatIsWrittenLater_isBehindWhatWasReadBefore() {
    write(begin, "first");
    List<LogPages.Event> before = read(begin);

    write(begin.plusMillis(1), "second");

    assertThat(read(begin)).startsWith(before.toArray(LogPages.Event[]::new)).hasSize(2);
  }

  /** Everything from that time on, page by page. */
  private List<LogPages.Event> read(Instant since) {
    List<LogPages.Event> events = new ArrayList<>();
    var page = pages().read(since, null);
    events.addAll(page.events());
    while (page.next() != null) {
      page = pages().read(since, page.next());
      events.addAll(page.events());
    }
    return events;
  }
}
