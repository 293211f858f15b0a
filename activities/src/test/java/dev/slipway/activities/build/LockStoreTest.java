package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LockStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456789Z");
  private static final LockStore.Resolved LOCK =
      new LockStore.Resolved("agent==1.0 --hash=sha256:00\n", NOON);

  @TempDir Path home;

  private LockStore store(Instant now) {
    return store(home.resolve("locks"), now);
  }

  private static LockStore store(Path folder, Instant now) {
    return new LockStore(folder, 3, Clock.fixed(now, ZoneOffset.UTC));
  }

  private Path file(String name) {
    return home.resolve("locks").resolve(name);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("locks"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keptLock_isFound_withItsTime() {
    store(NOON).keep("question", LOCK);

    assertThat(store(NOON.plus(Duration.ofHours(23))).find("question")).contains(LOCK);
    assertThat(store(NOON).find("other")).isEmpty();
  }

  @Test
  void newerLock_takesThePlaceOfAnEarlierOne() {
    var later = new LockStore.Resolved("agent==1.1\n", NOON.plusSeconds(1));
    store(NOON).keep("question", LOCK);
    store(NOON.plusSeconds(1)).keep("question", later);

    assertThat(store(NOON.plusSeconds(1)).find("question")).contains(later);
  }

  @Test
  void dayOldLock_isNotFound() {
    store(NOON).keep("question", LOCK);

    assertThat(store(NOON.plus(Duration.ofHours(24))).find("question")).isEmpty();
  }

  @Test
  void lockOfALaterTime_isNotFound_sinceTheClockWasSetBack() {
    store(NOON).keep("question", LOCK);

    assertThat(store(NOON.minusSeconds(1)).find("question")).isEmpty();
  }

  @Test
  void fileOfAnotherQuestion_isNoAnswer() throws IOException {
    store(NOON).keep("other", LOCK);
    Files.copy(file("other.json"), file("question.json"));

    assertThat(store(NOON).find("question")).isEmpty();
  }

  static List<UnaryOperator<String>> damages() {
    return List.of(
        text -> text.replace("agent==1.0", "agent==6.6"),
        text -> text.replace("2026-11-24T12", "2026-11-25T12"),
        text -> text.substring(0, text.length() / 2),
        text -> "{}",
        text -> "{\"lock\":{},\"seal\":null}",
        text -> "null",
        text -> "\0".repeat(text.length()),
        text -> "");
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedFile_isNoAnswer(UnaryOperator<String> damage) throws IOException {
    store(NOON).keep("question", LOCK);
    String before = Files.readString(file("question.json"));
    String after = damage.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file("question.json"), after);

    assertThat(store(NOON.plus(Duration.ofHours(24).minusSeconds(1))).find("question")).isEmpty();
  }

  @Test
  void theOldest_makeRoom() throws IOException {
    for (int number = 1; number <= 5; number++) {
      store(NOON.plusSeconds(number)).keep("question-" + number, LOCK);
    }

    assertThat(files()).containsExactly("question-3.json", "question-4.json", "question-5.json");
  }

  @Test
  void lockThatAnotherBuildKeepsMeanwhile_stays() throws IOException {
    LockStore other = store(NOON.plusSeconds(1));

    new LockStore(home.resolve("locks"), 3, onSecondLook(() -> other.keep("theirs", LOCK)))
        .keep("ours", LOCK);

    assertThat(files()).containsExactly("ours.json", "theirs.json");
  }

  /** A clock that stands still; it is looked at once for writing and once for making room. */
  private static Clock onSecondLook(Runnable event) {
    var looks = new AtomicInteger();
    return new Clock() {
      @Override
      public Instant instant() {
        if (looks.incrementAndGet() == 2) {
          event.run();
        }
        return NOON;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void lockThatIsTooLarge_isNotKept() {
    var large = new LockStore.Resolved("#".repeat(LockStore.MAX_BYTES), NOON);
    store(NOON).keep("question", large);

    assertThat(store(NOON).find("question")).isEmpty();
  }

  @Test
  void whatAnswersNoLonger_andWhatAKilledWorkerLeft_isDeletedLater() throws IOException {
    store(NOON).keep("old", LOCK);
    Path unfinished = Files.writeString(file("lock-1.part"), "half");
    Files.setLastModifiedTime(unfinished, FileTime.from(NOON));

    store(NOON.plus(Duration.ofMinutes(30))).keep("new", LOCK);
    assertThat(files()).containsExactly("lock-1.part", "new.json", "old.json");

    store(NOON.plus(Duration.ofHours(24))).keep("newer", LOCK);
    assertThat(files()).containsExactly("new.json", "newer.json");
  }

  @Test
  void locksOfALaterTime_doNotTakeTheRoomOfThoseOfToday() {
    for (int number = 1; number <= 3; number++) {
      store(NOON.plus(Duration.ofDays(number))).keep("ahead-" + number, LOCK);
    }
    store(NOON).keep("question", LOCK);

    assertThat(store(NOON).find("question")).contains(LOCK);
  }

  @Test
  void folderThatCannotBeMade_costsOnlyALaterResolution() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "not a folder");

    store(file, NOON).keep("question", LOCK);

    assertThat(store(file, NOON).find("question")).isEmpty();
  }

  @Test
  void buildsAtOnce_findAWholeLock() throws Exception {
    List<LockStore.Resolved> locks =
        Stream.of("a", "b").map(name -> name.repeat(200_000)).map(this::ofNoon).toList();
    store(NOON).keep("question", locks.getFirst());

    try (var builds = Executors.newFixedThreadPool(3)) {
      List<Callable<Boolean>> work =
          List.of(
              () -> keepOften(locks.getFirst()), () -> keepOften(locks.getLast()), this::findOften);
      for (var done : builds.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(files()).containsExactly("question.json");
  }

  private LockStore.Resolved ofNoon(String text) {
    return new LockStore.Resolved(text, NOON);
  }

  private boolean keepOften(LockStore.Resolved lock) {
    for (int round = 0; round < 50; round++) {
      store(NOON).keep("question", lock);
    }
    return true;
  }

  private boolean findOften() {
    for (int round = 0; round < 100; round++) {
      if (store(NOON).find("question").isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
