package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {
  @Test
  void itsResultIsTheTasks() throws Exception {
    try (var task = new BackgroundTask<>(() -> "built")) {
      assertThat(task.get()).isEqualTo("built");
    }
  }

  @Test
  void itFailsAsTheTaskDid() {
    var full = new IOException("disk full");
    try (var task =
        new BackgroundTask<String>(
            () -> {
              throw full;
            })) {
      assertThatThrownBy(task::get).isSameAs(full);
    }
  }

  @Test
  void whenTheOwnerFails_theTaskIsInterruptedAndAwaited() throws InterruptedException {
    var running = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    var task =
        new BackgroundTask<>(
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

    task.close();

    assertThat(interrupted.getCount()).isZero();
  }
}
