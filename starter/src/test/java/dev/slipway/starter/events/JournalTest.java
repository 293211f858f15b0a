package dev.slipway.starter.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.events.EventData.LogData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JournalTest {
  private final Journal journal = new Journal();

  private void say(long from, long to) {
    journal.add(LongStream.rangeClosed(from, to).mapToObj(JournalTest::line).toList());
  }

  private static JournalEntry.FromLog line(long number) {
    return new JournalEntry.FromLog(
        number, "log", new LogData(Instant.EPOCH, "samBuild", 1, "stdout", "line " + number));
  }

  private Journal.Reading read(long from) throws InterruptedException {
    return journal.read(from, Duration.ZERO).orElseThrow();
  }

  @Test
  void aReadingIsBounded_andTheNextOneContinuesWhereItEnded() throws InterruptedException {
    say(1, 1_200);
    journal.complete();

    List<JournalEntry> all = new ArrayList<>();
    Journal.Reading reading = read(journal.beginning());
    assertThat(reading.entries()).hasSize(Journal.MAX_AT_ONCE);
    while (!reading.complete()) {
      all.addAll(reading.entries());
      reading = read(reading.next());
    }
    all.addAll(reading.entries());
    assertThat(all).containsExactlyElementsOf(line(1, 1_200));
  }

  private static List<JournalEntry.FromLog> line(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(JournalTest::line).toList();
  }

  @Test
  void whatIsRemembered_isBounded_andATooSlowReaderIsNotified() throws InterruptedException {
    long slow = journal.beginning();
    say(1, 10);
    long prompt = read(slow).next();
    for (long block = 0; block < 40; block++) {
      say(11 + block * 1_000, 1_010 + block * 1_000);
      while (!read(prompt).entries().isEmpty()) {
        prompt = read(prompt).next();
      }
    }

    assertThat(prompt).isEqualTo(40_010);
    assertThat(journal.read(slow, Duration.ZERO)).isEmpty();
    assertThat(prompt - journal.beginning())
        .isBetween((long) Journal.MAX_ENTRIES, Journal.MAX_ENTRIES + 1_000L);
  }

  @Test
  void whatWasRead_staysAsItWas() throws InterruptedException {
    say(1, 2);
    Journal.Reading reading = read(journal.beginning());
    say(3, 3);

    assertThat(reading.entries()).containsExactlyElementsOf(line(1, 2));
  }
}
