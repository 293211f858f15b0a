package dev.slipway.e2e.scenarios;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.StormyCloud;
import dev.slipway.workflows.scenarios.model.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Plays many scenarios, a few at a time, on one stack. */
public final class Campaign {
  /** A deployment mostly waits; more of them would wait for each other. */
  private static final int AT_A_TIME = 3;

  private final Duration longest;
  private final List<String> findings = new CopyOnWriteArrayList<>();
  private final AtomicInteger scenarios = new AtomicInteger();
  private final AtomicInteger operations = new AtomicInteger();
  private final Map<String, Integer> endings = new TreeMap<>();
  private final Map<String, Integer> struck = new TreeMap<>();
  private int faults;

  /** No scenario is started after that time. */
  public Campaign(Duration longest) {
    this.longest = longest;
  }

  /** Plays all of them; the stack is gone afterwards. */
  public void play(Stream<Scenario> all) throws InterruptedException {
    try (var cloud = StormyCloud.start()) {
      // The first one builds the layer for all.
      cloud.api().deploy("first", Agents.saying("first"), Map.of("deployment_id", "first"));
      cloud.api().awaitEnd("first");
      Stage stage = Stage.on(cloud);
      playAll(stage, all.iterator());
      stage
          .siege()
          .kills()
          .forEach((target, times) -> struck.put(target.name().toLowerCase(Locale.ROOT), times));
      faults = cloud.faults().fired();
    }
  }

  private void playAll(Stage stage, Iterator<Scenario> queue) throws InterruptedException {
    Instant deadline = Instant.now().plus(longest);
    try (ExecutorService players = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (int player = 0; player < AT_A_TIME; player++) {
        players.execute(() -> playEach(stage, queue, deadline));
      }
      players.shutdown();
      while (!players.awaitTermination(1, TimeUnit.MINUTES)) {
        System.err.printf("  %s%n", this);
      }
    }
  }

  private void playEach(Stage stage, Iterator<Scenario> queue, Instant deadline) {
    Optional<Scenario> next = next(queue);
    while (next.isPresent() && Instant.now().isBefore(deadline)) {
      play(stage, next.get());
      next = next(queue);
    }
  }

  private static Optional<Scenario> next(Iterator<Scenario> queue) {
    synchronized (queue) {
      return queue.hasNext() ? Optional.of(queue.next()) : Optional.empty();
    }
  }

  private void play(Stage stage, Scenario scenario) {
    var player = new Player(stage, scenario);
    try {
      List<String> differences = player.play();
      if (!differences.isEmpty()) {
        found(scenario, String.join("\n  ", differences));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException | AssertionError failed) {
      found(scenario, "it could not be played: " + trace(failed));
    }
    scenarios.incrementAndGet();
    operations.addAndGet(scenario.operations().size());
    synchronized (endings) {
      player
          .endings()
          .values()
          .forEach(end -> endings.merge(end.status().wireName(), 1, Integer::sum));
    }
  }

  private static String trace(Throwable failed) {
    var text = new StringWriter();
    failed.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private void found(Scenario scenario, String what) {
    String finding =
        "%s\n%s\n  play it again: SLIPWAY_BENCH_SCENARIO=%s ./slipway bench scenarios"
            .formatted(scenario, what, scenario.name());
    findings.add(finding);
    System.err.println(finding);
  }

  /** Scenarios that did not end as the model says. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  public int scenarios() {
    return scenarios.get();
  }

  public int operations() {
    return operations.get();
  }

  /** How deployments ended. */
  public Map<String, Integer> endings() {
    synchronized (endings) {
      return new TreeMap<>(endings);
    }
  }

  /** How often each target was killed. */
  public Map<String, Integer> struck() {
    return new TreeMap<>(struck);
  }

  /** How often AWS failed. */
  public int faults() {
    return faults;
  }

  @Override
  public String toString() {
    return "%d scenarios, %d operations, %s, %d findings"
        .formatted(scenarios(), operations(), endings(), findings.size());
  }
}
