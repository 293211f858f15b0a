package dev.slipway.activities.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerTest {
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;

  private final ProcessRunner runner = new ProcessRunner(line -> line.replace("hush", "***"));

  private ProcessCall shell(String script, Duration timeout) {
    return ProcessCall.of(List.of("/bin/sh", "-c", script), PATH, directory, timeout);
  }

  @Test
  void exitCodeAndBothStreams_areReturned() throws Exception {
    ProcessResult result = runner.run(shell("echo out; echo err >&2; exit 7", LONG));

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.succeeded()).isFalse();
    assertThat(result.output()).isEqualTo("out\n");
    assertThat(result.lastLines(3)).containsExactly("err");
  }

  @Test
  void nothingOfTheWorkersEnvironment_isInherited() throws Exception {
    ProcessResult result =
        runner.run(ProcessCall.of(List.of("/usr/bin/env"), Map.of("A", "b"), directory, LONG));

    assertThat(result.output()).isEqualTo("A=b\n");
  }

  @Test
  void argumentsAreNotAShellLine_whateverTheyContain() throws Exception {
    String hostile = "; touch owned $(touch owned) `touch owned` | touch owned";

    ProcessResult result =
        runner.run(ProcessCall.of(List.of("/bin/echo", hostile), PATH, directory, LONG));

    assertThat(result.output()).isEqualTo(hostile + "\n");
    assertThat(directory.resolve("owned")).doesNotExist();
  }

  @Test
  void standardInput_arrivesByteForByte() throws Exception {
    byte[] input = "a\r\nü\t$1\\".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    ProcessResult result = runner.run(shell("wc -c", LONG).withInput(input));

    assertThat(result.output().strip()).isEqualTo(String.valueOf(input.length));
  }

  @Test
  void inputThatIsNotRead_isNoError() throws Exception {
    assertThat(runner.run(shell("exit 0", LONG).withInput(new byte[1 << 20])).exitCode()).isZero();
  }

  @Test
  void longOutput_keepsHeadAndTail() throws Exception {
    ProcessResult result = runner.run(shell("seq 1 200000", LONG).withOutputLimit(2_000));

    assertThat(result.output())
        .startsWith("1\n2\n3\n")
        .endsWith("199999\n200000\n")
        .contains("characters left out")
        .hasSizeLessThan(2_200);
  }

  @Test
  void aLineWithoutEnd_isPassedOnInPieces() throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();

    runner.run(shell("head -c 1000000 /dev/zero | tr '\\0' x", LONG), (s, line) -> lines.add(line));

    assertThat(lines).hasSize(4);
    assertThat(String.join("", lines)).hasSize(1_000_000);
  }

  @Test
  void everyLine_isRedactedBeforeAnyoneSeesIt() throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();

    ProcessResult result =
        runner.run(shell("echo a hush; echo b hush >&2", LONG), (s, l) -> lines.add(s + " " + l));

    assertThat(lines).containsExactlyInAnyOrder("stdout a ***", "stderr b ***");
    assertThat(result.output() + result.errors()).doesNotContain("hush");
  }

  @Test
  void timeout_endsTheGrandchildrenToo() throws Exception {
    assertThatThrownBy(
            () ->
                runner.run(shell("sh -c 'echo $$ > pid; sleep 600' & wait", Duration.ofSeconds(1))))
        .isInstanceOf(ProcessTimedOutException.class)
        .hasMessage("/bin/sh: still running after PT1S");

    assertThat(runs(pid())).isFalse();
  }

  @Test
  void treeThatIgnoresTerm_isKilled() throws Exception {
    String stubborn = "trap '' TERM; echo $$ > pid; while :; do sleep 1; done";

    assertThatThrownBy(() -> runner.run(shell(stubborn, Duration.ofSeconds(1))))
        .isInstanceOf(ProcessTimedOutException.class);

    assertThat(runs(pid())).isFalse();
  }

  @Test
  void interruption_endsTheTreeAndIsRethrown() throws Exception {
    var thrown = new AtomicReference<Throwable>();
    Thread step =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    runner.run(shell("sh -c 'echo $$ > pid; sleep 600' & wait", LONG));
                  } catch (Throwable e) {
                    thrown.set(e);
                  }
                });
    await().until(() -> Files.exists(directory.resolve("pid")) && pid() > 0);

    step.interrupt();
    step.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(runs(pid())).isFalse();
  }

  @Test
  void missingProgram_isToolMissing() {
    assertThatThrownBy(
            () -> runner.run(ProcessCall.of(List.of("no-such-tool"), PATH, directory, LONG)))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("ToolMissing");
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("no-such-tool: cannot be started on this worker");
            });
  }

  /** It is the worker's trouble and passes: another may start it. */
  @Test
  void shortageOfProcessesOrMemory_isTriedAgain() {
    for (String reason :
        List.of("error=12, Cannot allocate", "error: 11 (Resource temporarily unavailable)")) {
      var call = ProcessCall.of(List.of("uv"), PATH, directory, LONG);
      var jvms = new IOException("Cannot run program \"uv\": posix_spawn failed, " + reason);
      assertThat(ProcessRunner.notStarted(call, new IOException("Could not execute [uv]", jvms)))
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> {
                assertThat(failure.isNonRetryable()).isFalse();
                assertThat(failure.getType()).isEqualTo("ToolFailed");
              });
    }
  }

  /** A process that has ended may stay in the table until someone reads its exit code. */
  private static boolean runs(long pid) throws Exception {
    Path status = Path.of("/proc/" + pid + "/stat");
    return Files.exists(status) && !Files.readString(status).contains(") Z ");
  }

  private long pid() {
    try {
      String text = Files.readString(directory.resolve("pid")).strip();
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
