package dev.slipway.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools may be behind a link: a home on another disk, macOS' /tmp. */
class ProcessIdentityTest {
  private static final Path PROGRAM = Path.of("/bin/sleep");

  @TempDir Path folder;
  private Path link;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    link = Files.createSymbolicLink(folder.resolve("linked"), PROGRAM);
    process = new ProcessBuilder(link.toString(), "60").start();
  }

  @AfterEach
  void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Test
  void programBehindALink_isFound() {
    assertThat(ProcessIdentity.of(process.toHandle(), link.toString()).find()).isPresent();
  }

  @Test
  void anotherProgram_isNotMistakenForIt() {
    assertThat(ProcessIdentity.of(process.toHandle(), "/bin/other").find()).isEmpty();
  }

  @Test
  void anotherStart_isNotMistakenForIt() {
    var identity = ProcessIdentity.of(process.toHandle(), link.toString());
    var earlier =
        new ProcessIdentity(
            identity.pid(), identity.started().minus(Duration.ofMinutes(1)), link.toString());

    assertThat(earlier.find()).isEmpty();
  }

  @Test
  void processThatEnded_isNotFound() throws InterruptedException {
    var identity = ProcessIdentity.of(process.toHandle(), link.toString());
    end();

    assertThat(identity.find()).isEmpty();
  }
}
