package dev.slipway.activities.process;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zeroturnaround.exec.MessageLoggers;
import org.zeroturnaround.exec.ProcessExecutor;
import org.zeroturnaround.exec.StartedProcess;

/** Runs every child process of the worker. */
public final class ProcessRunner {
  /** uv and SAM end within milliseconds of a TERM; a download in progress needs a moment. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** A daemon that keeps the output open must not hold up the step after its parent has ended. */
  private static final Duration MAX_DRAIN = Duration.ofSeconds(5);

  /** EAGAIN, ENOMEM, ENFILE, EMFILE. */
  private static final Pattern SHORTAGE = Pattern.compile("(?i)error[=:] ?(11|12|23|24)\\b");

  private static final Duration SHORTAGE_LASTS = Duration.ofSeconds(30);

  private final UnaryOperator<String> redaction;

  /**
   * A runner.
   *
   * @param redaction applied to every line before anyone sees it
   */
  public ProcessRunner(UnaryOperator<String> redaction) {
    this.redaction = redaction;
  }

  /** As {@link #run(ProcessCall, LineSink)}, without a listener. */
  public ProcessResult run(ProcessCall call) throws InterruptedException, ProcessTimedOutException {
    return run(call, LineSink.NONE);
  }

  /**
   * Runs the program to completion, whatever its exit code.
   *
   * <p>Fails with ToolMissing when the program does not exist.
   *
   * @throws InterruptedException after the program and all it started have ended
   * @throws ProcessTimedOutException likewise
   */
  public ProcessResult run(ProcessCall call, LineSink sink)
      throws InterruptedException, ProcessTimedOutException {
    var output = new LineStream("stdout", call.outputLimit(), redaction, sink);
    var errors = new LineStream("stderr", call.outputLimit(), redaction, sink);
    long start = System.nanoTime();
    StartedProcess started = start(call, output, errors);
    try {
      int exitCode =
          started.getFuture().get(call.timeout().toMillis(), TimeUnit.MILLISECONDS).getExitValue();
      return new ProcessResult(exitCode, output.finish(), errors.finish(), since(start));
    } catch (TimeoutException e) {
      end(started);
      throw new ProcessTimedOutException(
          call, new ProcessResult(-1, output.finish(), errors.finish(), since(start)));
    } catch (InterruptedException e) {
      end(started);
      throw e;
    } catch (ExecutionException e) {
      end(started);
      throw failed(call, e.getCause());
    }
  }

  private static StartedProcess start(ProcessCall call, LineStream output, LineStream errors) {
    if (!Files.isDirectory(call.directory())) {
      throw new IllegalArgumentException(
          "directory: %s (expected: a directory)".formatted(call.directory()));
    }
    try {
      return new ProcessExecutor()
          .command(call.command())
          .directory(call.directory().toFile())
          .environment(exactly(call.environment()))
          .redirectInput(call.input().open())
          .redirectOutput(output)
          .redirectError(errors)
          // Its own messages contain the whole environment.
          .setMessageLogger(MessageLoggers.NOP)
          .closeTimeout(MAX_DRAIN.toMillis(), TimeUnit.MILLISECONDS)
          .start();
    } catch (IOException e) {
      throw notStarted(call, e);
    }
  }

  /** A worker that is short of processes or memory is so for a while; a program stays missing. */
  static RuntimeException notStarted(ProcessCall call, IOException thrown) {
    String sentence = "%s: cannot be started on this worker".formatted(call.program());
    String reason = reason(thrown);
    return SHORTAGE.matcher(reason).find()
        ? Failure.of(FailureType.TOOL_FAILED, sentence + " now", reason)
            .toExceptionAfter(SHORTAGE_LASTS, thrown)
        : Failure.of(FailureType.TOOL_MISSING, sentence).toException(thrown);
  }

  /** zt-exec hides the JVM's own message behind one without the error's number. */
  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** zt-exec adds to what is inherited; a variable set to null is removed. */
  private static Map<String, @Nullable String> exactly(Map<String, String> environment) {
    Map<String, @Nullable String> exact = new HashMap<>();
    System.getenv().keySet().forEach(name -> exact.put(name, null));
    exact.putAll(environment);
    return exact;
  }

  private static void end(StartedProcess started) {
    new ProcessTree(started.getProcess().toHandle()).end(GRACE);
    started.getFuture().cancel(true);
  }

  private static RuntimeException failed(ProcessCall call, @Nullable Throwable cause) {
    return Failure.of(
            FailureType.TOOL_FAILED, "%s: its output could not be read".formatted(call.program()))
        .toException(cause);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
