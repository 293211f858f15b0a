package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final PackedPackage.Sizes SIZES = new PackedPackage.Sizes(100, 50);
  private static final long ROOM_FOR_TWO = 2L * "zip of a".length();

  @TempDir Path folder;

  private PackageStore store(Instant now) {
    return new PackageStore(
        folder.resolve("packages"), ROOM_FOR_TWO, Clock.fixed(now, ZoneOffset.UTC));
  }

  private void keep(String name, Instant now) throws IOException {
    Path zip = Files.writeString(folder.resolve("new.zip"), "zip of " + name);
    store(now).keep(name, new PackedPackage(name + " 1.0", zip, SIZES));
    store(now).makeRoom();
  }

  private Path scratch() throws IOException {
    return Files.createTempDirectory(folder, "scratch");
  }

  @Test
  void keptPackage_isCopied() throws Exception {
    keep("a", NOON);
    Path scratch = scratch();

    var copy = store(NOON).copy("a", scratch).orElseThrow();

    assertThat(copy.label()).isEqualTo("a 1.0");
    assertThat(copy.sizes()).isEqualTo(SIZES);
    assertThat(copy.zip()).hasContent("zip of a").hasParent(scratch);
  }

  @Test
  void uncheckedFile_staysWhenItsOriginalMakesRoom() throws Exception {
    keep("a", NOON);
    Path scratch = scratch();

    Path file = store(NOON).unchecked("a", scratch).orElseThrow();
    keep("b", NOON.plus(Duration.ofMinutes(1)));
    keep("c", NOON.plus(Duration.ofMinutes(2)));

    assertThat(store(NOON).unchecked("a", scratch())).isEmpty();
    assertThat(file).hasContent("zip of a").hasParent(scratch);
  }

  @Test
  void unknownPackage_isNotFound() throws Exception {
    assertThat(store(NOON).copy("b", scratch())).isEmpty();
  }

  @Test
  void damagedPackage_isNotFound() throws Exception {
    keep("a", NOON);
    Files.writeString(folder.resolve("packages/a.zip"), "zip of b");

    assertThat(store(NOON).copy("a", scratch())).isEmpty();
  }

  @Test
  void theLeastRecentlyUsed_makeRoom() throws Exception {
    keep("a", NOON);
    keep("b", NOON.plus(Duration.ofMinutes(1)));
    store(NOON.plus(Duration.ofMinutes(2))).copy("a", scratch());

    keep("c", NOON.plus(Duration.ofMinutes(3)));

    assertThat(store(NOON).copy("b", scratch())).isEmpty();
    assertThat(store(NOON).copy("a", scratch())).isPresent();
    assertThat(store(NOON).copy("c", scratch())).isPresent();
    try (Stream<Path> files = Files.list(folder.resolve("packages"))) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void whatAKilledWorkerLeft_isDeletedLater_andDisturbsNothing() throws Exception {
    keep("a", NOON);
    Path unfinished = Files.writeString(folder.resolve("packages/b1.part"), "half");
    Path card = folder.resolve("packages/a.json");
    Path cardWithoutZip = Files.copy(card, folder.resolve("packages/c.json"));
    Files.setLastModifiedTime(unfinished, FileTime.from(NOON));

    store(NOON.plus(Duration.ofMinutes(30))).makeRoom();
    assertThat(unfinished).exists();
    assertThat(cardWithoutZip).doesNotExist();

    store(NOON.plus(Duration.ofMinutes(90))).makeRoom();
    assertThat(unfinished).doesNotExist();
    assertThat(store(NOON).copy("a", scratch())).isPresent();
  }

  @Test
  void copyThatFails_takesNoRoom() throws Exception {
    keep("a", NOON);
    Path gone = folder.resolve("gone.zip");

    store(NOON).keep("b", new PackedPackage("b 1.0", gone, SIZES), "ab".repeat(32));

    try (Stream<Path> files = Files.list(folder.resolve("packages"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("a.zip", "a.json");
    }
  }
}
