package dev.slipway.local;

import dev.slipway.local.component.ChildSpec;
import dev.slipway.local.component.ComponentState;
import dev.slipway.local.component.Progress;
import dev.slipway.local.component.StartFailed;
import dev.slipway.local.services.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Starts everything, keeps it running until asked to stop, and stops everything. */
final class UpCommand {
  /** What is done while everything is up; when it returns, everything stops. */
  @FunctionalInterface
  interface Use {
    void of(LocalSettings settings) throws Exception;
  }

  private final Progress progress;
  private final Services services;
  private final Use use;
  private final CountDownLatch askedToEnd = new CountDownLatch(1);

  UpCommand(Progress progress, Services services) {
    this.progress = progress;
    this.services = services;
    this.use =
        settings -> {
          announce(settings);
          askedToEnd.await();
        };
  }

  UpCommand(Progress progress, Services services, Use use) {
    this.progress = progress;
    this.services = services;
    this.use = use;
  }

  /** Makes {@link #run} stop everything and return; safe from any thread. */
  void end(Thread running) {
    askedToEnd.countDown();
    running.interrupt();
  }

  /** Returns the exit code. */
  int run(Map<String, String> environment) throws IOException {
    LocalSettings settings;
    try {
      settings = LocalSettings.readToStart(environment);
    } catch (InvalidSettings e) {
      progress.say(String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
    settings.home().create();
    Optional<HomeLock> lock = HomeLock.take(settings.home());
    if (lock.isEmpty()) {
      progress.say(heldBy(settings));
      return ExitCode.FAILED;
    }
    try (HomeLock held = lock.get()) {
      return held.channel().isOpen() ? runAlone(settings) : ExitCode.FAILED;
    }
  }

  private int runAlone(LocalSettings settings) throws IOException {
    EmulatorToken token = EmulatorToken.of(settings.home());
    reportWhatIsLeft(Leftovers.endTools(settings));
    JvmRecord.write(settings, ComponentState.STARTING);
    LocalStack stack = new LocalStack(settings, specs(settings, token), services, progress);
    int exitCode = ExitCode.DONE;
    try {
      RoomProperties.systemProperties(settings, token).forEach(System::setProperty);
      stack.start();
      JvmRecord.write(settings, ComponentState.UP);
      use.of(settings);
    } catch (InterruptedException asked) {
      exitCode = ExitCode.DONE;
    } catch (StartFailed e) {
      progress.say(String.valueOf(e.getMessage()));
      exitCode = ExitCode.FAILED;
    } catch (Exception e) {
      exitCode = askedToEnd.getCount() == 0 ? ExitCode.DONE : failed(settings, e);
    }
    return stopAll(settings, stack) ? exitCode : ExitCode.FAILED;
  }

  private boolean stopAll(LocalSettings settings, LocalStack stack) {
    // Stopping involves waiting, which an interrupt that has done its work must not cut short.
    boolean interrupted = Thread.interrupted();
    noteThatItStops(settings);
    List<ProcessHandle> left = stack.stop();
    reportWhatIsLeft(left);
    JvmRecord.file(settings.home()).delete();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return left.isEmpty();
  }

  /** A full disk must not keep anything running. */
  private void noteThatItStops(LocalSettings settings) {
    try {
      JvmRecord.write(settings, ComponentState.STOPPING);
    } catch (UncheckedIOException e) {
      progress.say("Its state can't be recorded: " + e.getMessage());
    }
  }

  private int failed(LocalSettings settings, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    progress.say(
        "Worker and starter did not start: %s: %s%n  More in %s."
            .formatted(
                cause.getClass().getSimpleName(),
                cause.getMessage(),
                settings.home().logs().resolve("slipway.log")));
    return ExitCode.FAILED;
  }

  private void reportWhatIsLeft(List<ProcessHandle> left) {
    left.forEach(process -> progress.say("Could not stop pid %d.".formatted(process.pid())));
  }

  private void announce(LocalSettings settings) throws IOException, InterruptedException {
    progress.say("");
    URI page = URI.create("http://127.0.0.1:" + settings.ports().starter());
    progress.say("Slipway        " + page);
    progress.say("  signed in    " + signedIn(settings, page));
    progress.say(
        "Temporal       "
            + TemporalServer.ui(settings).orElseGet(() -> TemporalServer.target(settings)));
    progress.say(
        settings.emulator()
            ? "AWS emulator   %s, with the token in %s"
                .formatted(AwsEmulator.url(settings), EmulatorToken.file(settings.home()))
            : "AWS            %s, with your credentials; agents go to us-east-1 unless --region says otherwise"
                .formatted(settings.endpoint().isEmpty() ? "the real one" : settings.endpoint()));
    progress.say("Ctrl-C stops everything; what was deployed is kept in " + settings.home().path());
  }

  /** How a browser gets in; that it isn't known yet is no reason to stop. */
  private static String signedIn(LocalSettings settings, URI page)
      throws IOException, InterruptedException {
    try {
      return OwnerToken.of(settings.home()).pageLink(page)
          + " (once, within an hour; then: ./slipway open)";
    } catch (IOException notYet) {
      return "./slipway open";
    }
  }

  private static List<ChildSpec> specs(LocalSettings settings, EmulatorToken token) {
    List<ChildSpec> specs = new ArrayList<>();
    specs.add(TemporalServer.spec(settings, new TemporalReadiness(settings.ports().temporal())));
    if (settings.emulator()) {
      specs.add(AwsEmulator.spec(settings, token));
    }
    return specs;
  }

  private static String heldBy(LocalSettings settings) {
    return JvmRecord.find(settings.home())
        .map(
            jvm ->
                "Slipway is already running: pid %d uses %s. See it with: ./slipway status"
                    .formatted(jvm.pid(), settings.home().path()))
        .orElse(
            "Another command is using %s. Try again when it has finished."
                .formatted(settings.home().path()));
  }
}
