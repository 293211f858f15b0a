package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void several_giveTheirResultsInTheirOwnOrder() throws Exception {
    var second = new CountDownLatch(1);
    List<Callable<String>> tasks =
        Runtime.getRuntime().availableProcessors() == 1
            ? List.of(() -> "first", () -> "second")
            : List.of(
                () -> {
                  second.await();
                  return "first";
                },
                () -> {
                  second.countDown();
                  return "second";
                });

    assertThat(BackgroundTask.all(tasks)).containsExactly("first", "second");
  }

  @Test
  void severalFailAsOneDid_whenAllHaveEnded() {
    var full = new IOException("disk full");
    var ended = new AtomicInteger();
    List<Callable<Integer>> tasks =
        List.of(
            () -> {
              throw full;
            },
            ended::incrementAndGet);

    assertThatThrownBy(() -> BackgroundTask.all(tasks)).isSameAs(full);
    assertThat(ended).hasValue(1);
  }
}
