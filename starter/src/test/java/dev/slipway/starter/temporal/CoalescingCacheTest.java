package dev.slipway.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CoalescingCacheTest {
  private final AtomicLong clock = new AtomicLong();
  private final MutationCounter mutations = new MutationCounter();
  private final CoalescingCache<String, Integer> cache =
      new CoalescingCache<>(mutations, clock::get);
  private final AtomicInteger asked = new AtomicInteger();

  private int look(String question) {
    return cache.get(question, asked::incrementAndGet);
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void withinASecond_theSameQuestionIsAskedOnce_andAnotherOneSeparately() {
    assertThat(look("list")).isEqualTo(1);
    pass(900);
    assertThat(look("list")).isEqualTo(1);
    assertThat(look("other")).isEqualTo(2);
  }

  @Test
  void afterASecond_theOldAnswerIsServedWhileANewOneIsFetched() {
    look("list");
    pass(1_500);
    assertThat(look("list")).isEqualTo(1);
    await().untilAsserted(() -> assertThat(look("list")).isEqualTo(2));
    assertThat(asked).hasValue(2);
  }

  @Test
  void afterThreeSeconds_noOneIsShownTheOldAnswer() {
    look("list");
    pass(3_500);
    assertThat(look("list")).isEqualTo(2);
  }

  @Test
  void whatTookLongToFind_isServedForTenTimesAsLong() {
    cache.get(
        "list",
        () -> {
          pass(300);
          return asked.incrementAndGet();
        });
    pass(2_600); // 2.9 s after it was asked for.
    assertThat(look("list")).isEqualTo(1);
    assertThat(asked).hasValue(1);
    pass(200);
    look("list");
    await().untilAsserted(() -> assertThat(asked).hasValue(2));
  }

  @Test
  void howeverLongItTook_noOneIsShownWhatIsOlderThanSevenSeconds() {
    cache.get(
        "list",
        () -> {
          pass(2_000);
          return asked.incrementAndGet();
        });
    pass(5_100);
    assertThat(look("list")).isEqualTo(2);
  }

  @Test
  void afterAChange_noOneIsShownTheStateBefore() {
    look("list");
    mutations.note();
    assertThat(look("list")).isEqualTo(2);
  }

  @Test
  void aFailureIsReported_andNotRepeated() {
    assertThatThrownBy(
            () ->
                cache.get(
                    "list",
                    () -> {
                      throw new IllegalStateException("away");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("away");
    assertThat(look("list")).isEqualTo(1);
  }

  @Test
  void callersDuringALookup_waitForThatAnswer() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    Thread first =
        Thread.ofVirtual()
            .start(
                () ->
                    cache.get(
                        "list",
                        () -> {
                          asked.incrementAndGet();
                          awaitQuietly(goOn);
                          return 7;
                        }));
    await().until(() -> asked.get() == 1);
    AtomicInteger second = new AtomicInteger();
    Thread other = Thread.ofVirtual().start(() -> second.set(look("list")));
    goOn.countDown();
    first.join();
    other.join();

    assertThat(second).hasValue(7);
    assertThat(asked).hasValue(1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
