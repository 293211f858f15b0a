package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path path;

  private CacheFolder folder(Instant now) {
    return new CacheFolder(path, Clock.fixed(now, ZoneOffset.UTC));
  }

  private List<String> names(Instant now) throws IOException {
    return folder(now).newestFirst().stream()
        .map(entry -> String.valueOf(entry.file().getFileName()))
        .toList();
  }

  @Test
  void files_areOrderedByTheirLastUse() throws IOException {
    folder(NOON).write("a", "1".getBytes(UTF_8));
    folder(NOON.plusSeconds(1)).copy(path.resolve("a"), "b");
    assertThat(names(NOON)).containsExactly("b", "a");

    folder(NOON.plusSeconds(2)).touch(path.resolve("a"));
    assertThat(names(NOON)).containsExactly("a", "b");
    assertThat(path.resolve("b")).hasContent("1");
  }

  @Test
  void filesThatOthersUseMeanwhile_areSortedAsTheyWere() throws Exception {
    for (int i = 0; i < 200; i++) {
      Files.createFile(path.resolve(i + ".json"));
    }
    var sorted = new AtomicBoolean();
    try (var other = Executors.newSingleThreadExecutor()) {
      var using = other.submit(() -> useUntil(sorted));
      try {
        for (int i = 0; i < 50; i++) {
          assertThat(folder(NOON).newestFirst()).hasSize(200);
        }
      } finally {
        sorted.set(true); // Else this would wait for the other forever.
      }
      using.get();
    }
  }

  private @Nullable Void useUntil(AtomicBoolean done) throws IOException {
    for (long i = 0; !done.get(); i++) {
      Path file = path.resolve(i * 7 % 200 + ".json");
      Files.setLastModifiedTime(file, FileTime.fromMillis(i * 7919 % 1_000_003));
    }
    return null;
  }

  @Test
  void folderInTheWay_givesWay() throws IOException {
    Files.createDirectories(path.resolve("a"));
    Files.writeString(path.resolve("a/left.part"), "half");

    folder(NOON).write("a", "1".getBytes(UTF_8));

    assertThat(path.resolve("a")).hasContent("1");
  }

  @Test
  void copyThatFails_leavesNothing() throws IOException {
    assertThatThrownBy(() -> folder(NOON).copy(path.resolve("gone"), "a"))
        .isInstanceOf(NoSuchFileException.class);

    try (Stream<Path> files = Files.list(path)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void fileOfMoreThanAnHour_isAbandoned() throws IOException {
    folder(NOON).write("a", "1".getBytes(UTF_8));

    assertThat(folder(NOON).newestFirst())
        .singleElement()
        .matches(entry -> !folder(NOON.plus(Duration.ofHours(1))).abandoned(entry))
        .matches(entry -> folder(NOON.plus(Duration.ofHours(1)).plusMillis(1)).abandoned(entry));
  }
}
