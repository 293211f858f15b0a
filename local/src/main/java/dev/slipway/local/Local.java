package dev.slipway.local;

import dev.slipway.local.component.Progress;
import dev.slipway.local.services.SpringServices;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The command behind {@code ./slipway up}, {@code down} and {@code status}; and {@code rehearse},
 * which the launcher uses to show a JVM what a start needs.
 */
public final class Local {
  private static final String USAGE =
      "Usage: up | down | status [--json]. Settings come from the environment; see ./slipway help.";

  private Local() {}

  public static void main(String[] arguments) throws Exception {
    Progress progress = new Progress(System.out);
    List<String> words = Arrays.asList(arguments);
    int exitCode =
        switch (String.join(" ", words)) {
          case "up" -> inOrder(new UpCommand(progress, new SpringServices()));
          case "rehearse" ->
              inOrder(new UpCommand(progress, new SpringServices(), new Rehearsal()::visit));
          case "down" -> new DownCommand(progress).run(System.getenv());
          case "status" -> new StatusCommand(System.out).run(System.getenv(), false);
          case "status --json" -> new StatusCommand(System.out).run(System.getenv(), true);
          default -> {
            progress.say(USAGE);
            yield ExitCode.USAGE;
          }
        };
    System.exit(exitCode);
  }

  private static int inOrder(UpCommand command) throws Exception {
    Thread main = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    int[] exitCode = {ExitCode.FAILED};
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("end-in-order")
                .unstarted(
                    () -> {
                      command.end(main);
                      if (awaitEnd(ended)) {
                        // Asked to stop and shut down cleanly: not a failure.
                        Runtime.getRuntime().halt(exitCode[0]);
                      }
                    }));
    try {
      exitCode[0] = command.run(System.getenv());
      return exitCode[0];
    } finally {
      ended.countDown();
    }
  }

  private static boolean awaitEnd(CountDownLatch ended) {
    try {
      return ended.await(Timing.WHOLE_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }
}
