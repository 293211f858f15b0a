package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BesideTest {
  @Test
  void itsResultIsTheTasks() throws Exception {
    try (var beside = new Beside<>(() -> "built")) {
      assertThat(beside.get()).isEqualTo("built");
    }
  }

  @Test
  void itFailsAsTheTaskDid() {
    var full = new IOException("disk full");
    try (var beside =
        new Beside<String>(
            () -> {
              throw full;
            })) {
      assertThatThrownBy(beside::get).isSameAs(full);
    }
  }

  @Test
  void whenTheOwnerFails_theTaskIsInterruptedAndAwaited() throws InterruptedException {
    var running = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var beside =
        new Beside<>(
            () -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return "";
            });
    running.await();

    beside.close();

    assertThat(interrupted.getCount()).isZero();
  }
}
