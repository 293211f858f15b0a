package dev.slipway.starter.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.events.EventData.LogData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** A watcher that reads nothing holds up no one, costs no memory, and is dropped. */
class SlowWatcherTest {
  private final Journal journal = new Journal();
  private final StuckConnection connection = new StuckConnection();

  @Test
  void aWatcherThatFallsBehindTheJournal_isDropped_andNothingWaitsForIt() throws Exception {
    say(1, 10);
    Thread watcher = Thread.ofVirtual().start(this::watch);
    assertThat(connection.stuck.await(10, TimeUnit.SECONDS)).isTrue();
    for (long block = 0; block < 30; block++) {
      say(11 + block * 1_000, 1_010 + block * 1_000); // Returns at once, even if no one reads.
    }
    connection.freed.countDown();

    assertThat(watcher.join(java.time.Duration.ofSeconds(10))).isTrue();
    assertThat(connection.text.toString())
        .contains("id: 0.0.10\n")
        .doesNotContain("id: 0.0.11\n")
        .doesNotContain("id: 0.0.30010\n");
  }

  private void watch() {
    try {
      new EventStream(new JsonMapper()).pump(journal, Cursor.START, connection);
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void say(long from, long to) {
    List<JournalEntry.FromLog> lines =
        LongStream.rangeClosed(from, to)
            .mapToObj(
                number ->
                    new JournalEntry.FromLog(
                        number,
                        "log",
                        new LogData(Instant.EPOCH, "samBuild", 1, "stdout", "line " + number)))
            .toList();
    journal.add(lines);
  }

  /** Accepts nothing until it is freed, like a client that does not read. */
  private static final class StuckConnection extends OutputStream {
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch freed = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(int single) throws IOException {
      write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      stuck.countDown();
      try {
        freed.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      text.append(new String(bytes, from, length, StandardCharsets.UTF_8));
    }
  }
}
