package dev.slipway.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir Path folder;

  @Test
  void rotate_keepsThreeOlderOnes() throws IOException {
    LogFile log = new LogFile(folder.resolve("a.log"));
    for (int start = 1; start <= 6; start++) {
      log.rotate();
      Files.writeString(log.path(), "start " + start);
    }
    assertThat(log.path()).hasContent("start 6");
    assertThat(folder.resolve("a.log.1")).hasContent("start 5");
    assertThat(folder.resolve("a.log.3")).hasContent("start 3");
    assertThat(folder.resolve("a.log.4")).doesNotExist();
  }

  @Test
  void fullFile_isEmptiedForWhoeverAppends_andKept() throws IOException {
    LogFile log = new LogFile(folder.resolve("a.log"));
    try (OutputStream child = new FileOutputStream(log.path().toFile(), true)) {
      child.write(new byte[(int) LogFile.LIMIT_BYTES + 1]);
      log.trim();
      child.write("more".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(log.path()).hasContent("more");
    assertThat(folder.resolve("a.log.1")).hasSize(LogFile.LIMIT_BYTES + 1);
  }

  @Test
  void tail_isTheLastLines() throws IOException {
    LogFile log = new LogFile(folder.resolve("a.log"));
    Files.writeString(log.path(), "one\ntwo\nthree\n");
    assertThat(log.tail(2)).containsExactly("two", "three");
  }

  @Test
  void tailOfNoFile_isEmpty() {
    assertThat(new LogFile(folder.resolve("none.log")).tail(5)).isEmpty();
  }
}
