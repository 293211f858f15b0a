package dev.slipway.local.component;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps one child running: adopts or starts it, restarts it when it dies, stops it. */
public final class Supervisor {
  // A start is noticed at once, and polling costs next to nothing.
  private static final Duration READY_POLL = Duration.ofMillis(100);
  // A dead child is noticed before the next retry of its users.
  private static final Duration WATCH_POLL = Duration.ofMillis(250);
  // Enough to show why it died.
  private static final int LOG_LINES = 12;

  private final ChildSpec spec;
  private final Place place;
  private final Progress progress;
  private final RestartPolicy policy = new RestartPolicy();
  private final CountDownLatch closing = new CountDownLatch(1);
  private @Nullable Thread watcher;
  private int restarts;

  public Supervisor(ChildSpec spec, Place place, Progress progress) {
    this.spec = spec;
    this.place = place;
    this.progress = progress;
  }

  public ChildSpec spec() {
    return spec;
  }

  /** Adopts the child of an earlier run if it is healthy, and otherwise stops it. */
  public boolean adopt() throws InterruptedException {
    Optional<ComponentRecord> recorded = place.recordOf(spec.name()).read();
    Optional<ChildProcess> child = recorded.flatMap(r -> ChildProcess.running(spec, r));
    if (child.isPresent() && isReadySoon(child.get(), spec.startPatience().dividedBy(4))) {
      record(child.get(), ComponentState.UP, "");
      progress.say(
          "%s … adopted (pid %d) on 127.0.0.1:%d"
              .formatted(spec.title(), child.get().identity().pid(), spec.port()));
      watch(child.get());
      return true;
    }
    clear();
    return false;
  }

  /** Starts the child and returns when it is ready. */
  public void start() throws StartFailed, InterruptedException {
    long started = System.nanoTime();
    ChildProcess child = startOnce();
    progress.say(
        "%s … ready in %s on 127.0.0.1:%d"
            .formatted(spec.title(), Progress.seconds(started), spec.port()));
    watch(child);
  }

  /** Stops the child and all that it started; returns what could not be stopped. */
  public List<ProcessHandle> close() {
    closing.countDown();
    awaitWatcher();
    noteThatItStops();
    List<ProcessHandle> left = clear();
    if (left.isEmpty()) {
      place.recordOf(spec.name()).delete();
    }
    return left;
  }

  /** As well as it can be: a full disk must not keep the child running. */
  private void noteThatItStops() {
    RecordFile file = place.recordOf(spec.name());
    try {
      file.read().ifPresent(found -> file.write(found.in(ComponentState.STOPPING, "")));
    } catch (UncheckedIOException e) {
      progress.say("%s: its state can't be recorded: %s".formatted(spec.title(), e.getMessage()));
    }
  }

  private List<ProcessHandle> clear() {
    return clear(place, spec.name(), spec.stopPatience());
  }

  /** Stops what an earlier run left of this child. */
  public static List<ProcessHandle> clear(Place place, String name, Duration timeout) {
    return ChildProcess.clear(
        place.recordOf(name).read().map(ComponentRecord::process), place.mark(name), timeout);
  }

  private ChildProcess startOnce() throws StartFailed, InterruptedException {
    ChildProcess child = ChildProcess.start(spec, place);
    record(child, ComponentState.STARTING, "");
    if (!isReadySoon(child, spec.startPatience())) {
      String how = child.runs() ? "was not ready within " + spec.startPatience() : "exited at once";
      String why = "%s %s.%s".formatted(spec.title(), how, lastLines());
      clear();
      throw new StartFailed(why);
    }
    record(child, ComponentState.UP, "");
    return child;
  }

  private boolean isReadySoon(ChildProcess child, Duration timeout) throws InterruptedException {
    Instant deadline = Instant.now().plus(timeout);
    while (child.runs() && Instant.now().isBefore(deadline)) {
      if (spec.readiness().isReady()) {
        return child.runs();
      }
      if (closing.await(READY_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("closing");
      }
    }
    return false;
  }

  private void watch(ChildProcess child) {
    watcher = Thread.ofVirtual().name("watch-" + spec.name()).start(() -> keepRunning(child));
  }

  private void keepRunning(ChildProcess first) {
    ChildProcess child = first;
    try {
      while (!closing.await(WATCH_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        child = lookAfter(child);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ChildProcess lookAfter(ChildProcess child) throws InterruptedException {
    try {
      place.log(spec.name()).trim();
      return child.runs() ? child : bringBack();
    } catch (UncheckedIOException e) {
      // A full disk: what runs keeps running, and the next check may find space again.
      progress.say("%s: %s".formatted(spec.title(), e.getMessage()));
      closing.await(RestartPolicy.PAUSE_WHEN_FAILING.toMillis(), TimeUnit.MILLISECONDS);
      return child;
    }
  }

  private ChildProcess bringBack() throws InterruptedException {
    String why = "%s died.%s".formatted(spec.title(), lastLines());
    while (true) {
      policy.died(Instant.now());
      clear();
      Duration pause = policy.pause();
      report(why, pause);
      if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("closing");
      }
      restarts++;
      try {
        ChildProcess child = startOnce();
        progress.say("%s … up again (pid %d)".formatted(spec.title(), child.identity().pid()));
        return child;
      } catch (StartFailed e) {
        why = String.valueOf(e.getMessage());
      }
    }
  }

  private void report(String why, Duration pause) {
    ComponentState state =
        policy.isExhausted() ? ComponentState.FAILING : ComponentState.RESTARTING;
    RecordFile file = place.recordOf(spec.name());
    file.read().ifPresent(r -> file.write(r.in(state, why).after(restarts)));
    progress.say(
        policy.isExhausted()
            ? "%s%n  It died more than %d times in a minute; next try in %d s."
                .formatted(why, RestartPolicy.LIMIT, pause.toSeconds())
            : "%s … died; restarting it in %d ms".formatted(spec.title(), pause.toMillis()));
  }

  private void record(ChildProcess child, ComponentState state, String message) {
    place
        .recordOf(spec.name())
        .write(
            new ComponentRecord(
                spec.name(),
                child.identity(),
                spec.port(),
                spec.url(),
                spec.fingerprint(),
                state,
                Instant.now(),
                restarts,
                message));
  }

  private String lastLines() {
    var log = place.log(spec.name());
    String lines = String.join("\n    ", log.tail(LOG_LINES));
    return lines.isEmpty()
        ? " It printed nothing."
        : " Its last lines (%s):%n    %s".formatted(log.path(), lines);
  }

  private void awaitWatcher() {
    Thread watching = watcher;
    if (watching == null) {
      return;
    }
    try {
      watching.join(spec.startPatience());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
