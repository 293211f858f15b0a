package dev.slipway.activities.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {
  @TempDir Path parent;

  @Test
  void folderOfADeadWorker_isRemovedAtTheNextStart() throws IOException {
    Path dead = Files.createDirectories(parent.resolve("worker-dead/build-1"));
    Files.createFile(parent.resolve("worker-dead.lock"));

    try (var workplace = Workplace.open(parent)) {
      assertThat(dead.getParent()).doesNotExist();
      assertThat(workplace.directory()).isDirectory();
    }
  }

  @Test
  void folderOfALivingWorker_isLeftAlone() throws IOException {
    try (var living = Workplace.open(parent);
        var scratch = living.scratch("build");
        var other = Workplace.open(parent)) {
      assertThat(scratch.directory()).isDirectory();
      assertThat(other.directory()).isNotEqualTo(living.directory());
    }
  }

  @Test
  void folderThatSomeoneRemoved_isMadeAgain() throws IOException {
    try (var workplace = Workplace.open(parent)) {
      Directories.delete(workplace.directory());

      try (var scratch = workplace.scratch("build")) {
        assertThat(scratch.directory()).isDirectory();
      }
    }
  }

  @Test
  void orderlyEnd_leavesNoFolder() throws IOException {
    try (var workplace = Workplace.open(parent)) {
      Files.createFile(workplace.scratch("build").directory().resolve("file"));
    }

    try (var left = Files.list(parent)) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("worker-"));
    }
  }
}
