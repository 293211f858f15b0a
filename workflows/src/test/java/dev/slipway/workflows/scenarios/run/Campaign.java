package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.scenarios.model.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays many scenarios, two at a time, until one goes wrong, and shrinks that one. */
public final class Campaign {
  /** A scenario keeps half a core busy; more of them would only wait for one another. */
  private static final int AT_A_TIME = 3;

  /** The in-memory server gets slower with every scenario; a new one is cheap. */
  private static final int SCENARIOS_A_SERVER = 6;

  private static final int MAX_LOSSES = 5;

  private final Mutation mutation;
  private final AtomicInteger played = new AtomicInteger();
  private final AtomicInteger operations = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();
  private final AtomicReference<@Nullable Finding> found = new AtomicReference<>();
  private final long begun = System.nanoTime();

  /** The unmodified product. */
  public Campaign() {
    this(Mutation.NONE);
  }

  /** The product with a fault in it. */
  public Campaign(Mutation mutation) {
    this.mutation = mutation;
  }

  /** A finding, shrunk; empty if all went well. */
  public Optional<Finding> play(Stream<Scenario> scenarios) throws InterruptedException {
    Optional<Finding> finding = find(scenarios);
    return finding.isEmpty() ? finding : Optional.of(shrunk(finding.get()));
  }

  /** A finding, not shrunk; empty if all went well. */
  public Optional<Finding> find(Stream<Scenario> scenarios) throws InterruptedException {
    Iterator<Scenario> queue = scenarios.iterator();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<?>> players = new ArrayList<>();
      for (int player = 0; player < AT_A_TIME; player++) {
        players.add(threads.submit(() -> playAll(queue)));
      }
      for (Future<?> player : players) {
        await(player);
      }
    }
    return Optional.ofNullable(found.get());
  }

  private static void await(Future<?> player) throws InterruptedException {
    try {
      player.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a scenario could not be played", failed.getCause());
    }
  }

  private Void playAll(Iterator<Scenario> queue) throws InterruptedException {
    Optional<Scenario> next = next(queue);
    while (next.isPresent()) {
      try (var server = new Server(mutation)) {
        for (int count = 0; isUsable(server, count) && next.isPresent(); count++) {
          play(server, next.get());
          next = next(queue);
        }
      }
    }
    return null;
  }

  private static boolean isUsable(Server server, int count) {
    return server.isWhole() && count < SCENARIOS_A_SERVER;
  }

  private void play(Server server, Scenario scenario) throws InterruptedException {
    outcome(server, scenario).ifPresent(finding -> found.compareAndSet(null, finding));
    played.incrementAndGet();
    operations.addAndGet(scenario.operations().size());
  }

  private Optional<Finding> outcome(Server server, Scenario scenario) throws InterruptedException {
    try {
      return Play.of(server, scenario);
    } catch (TaskLost lost) {
      again.incrementAndGet();
      return onItsOwnServer(scenario);
    }
  }

  /** Again if this server loses a task as well, which happens rarely. */
  private Optional<Finding> onItsOwnServer(Scenario scenario) throws InterruptedException {
    for (int loss = 1; ; loss++) {
      try (var server = new Server(mutation)) {
        return Play.of(server, scenario);
      } catch (TaskLost lost) {
        if (loss == MAX_LOSSES) {
          throw lost;
        }
      }
    }
  }

  private Optional<Scenario> next(Iterator<Scenario> queue) {
    synchronized (queue) {
      return found.get() == null && queue.hasNext() ? Optional.of(queue.next()) : Optional.empty();
    }
  }

  private Finding shrunk(Finding finding) throws InterruptedException {
    if (finding.scenario().name().contains(":")) {
      return finding;
    }
    return new Shrinker(this::onItsOwnServer).shrink(finding.scenario(), finding);
  }

  @Override
  public String toString() {
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return "%d scenarios, %d operations, %d s, %d played again"
        .formatted(played.get(), operations.get(), took.toSeconds(), again.get());
  }
}
