package dev.slipway.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.FakeConsole;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilenceBreakerTest {
  @Test
  void aPipe_isToldToo_butNotAsOften() {
    var console = new FakeConsole();
    assertThat(SilenceBreaker.maxSilence(console)).isEqualTo(Duration.ofSeconds(30));
    assertThat(SilenceBreaker.maxSilence(console.asTerminal(80))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aLongCallInAPipe_isSaid() {
    var said = new CountDownLatch(1);
    var console = new FakeConsole().whenPrinted(_ -> said.countDown());
    boolean heard =
        SilenceBreaker.during(console, "working", Duration.ofMillis(1), () -> isReached(said));
    assertThat(heard).isTrue();
    assertThat(console.errText()).startsWith("… working (");
    assertThat(console.outText()).isEmpty();
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
