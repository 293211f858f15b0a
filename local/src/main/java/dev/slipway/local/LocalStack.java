package dev.slipway.local;

import dev.slipway.local.component.ChildSpec;
import dev.slipway.local.component.Place;
import dev.slipway.local.component.Progress;
import dev.slipway.local.component.StartFailed;
import dev.slipway.local.component.Supervisor;
import dev.slipway.local.process.PortOwner;
import dev.slipway.local.services.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The parts of the local stack in order: children first, then the modules; stopped in reverse. */
final class LocalStack {
  private final LocalSettings settings;
  private final Services services;
  private final Progress progress;
  private final List<Supervisor> children;
  private @Nullable AutoCloseable running;

  LocalStack(LocalSettings settings, List<ChildSpec> specs, Services services, Progress progress) {
    Place place = new Place(settings.home().path(), settings.tools().python());
    this.settings = settings;
    this.services = services;
    this.progress = progress;
    this.children = specs.stream().map(spec -> new Supervisor(spec, place, progress)).toList();
  }

  void start() throws Exception {
    List<Supervisor> missing = new ArrayList<>();
    for (Supervisor child : children) {
      if (!progress.during(child.spec().title() + " … looking for a running one", child::adopt)) {
        missing.add(child);
      }
    }
    requireFreePorts(missing);
    startAll(missing);
    long started = System.nanoTime();
    running =
        progress.during(
            "Worker and starter … starting", () -> services.start(RoomProperties.of(settings)));
    progress.say(
        "Worker and starter … ready in %s on 127.0.0.1:%d"
            .formatted(Progress.seconds(started), settings.ports().starter()));
  }

  /** Stops everything, dependents before what they need; returns what is left. */
  List<ProcessHandle> stop() {
    AutoCloseable open = running;
    if (open != null) {
      running = null;
      ending("Worker and starter", () -> closeRooms(open));
    }
    List<ProcessHandle> left = new ArrayList<>();
    for (Supervisor child : children.reversed()) {
      left.addAll(ending(child.spec().title(), child::close));
    }
    left.addAll(Leftovers.endTools(settings));
    left.addAll(Leftovers.endFunctions(settings));
    if (left.isEmpty()) {
      AwsEmulator.clear(settings);
    }
    return left;
  }

  private List<ProcessHandle> closeRooms(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      progress.say("Worker and starter did not shut down cleanly: " + e.getMessage());
    }
    return List.of();
  }

  private List<ProcessHandle> ending(String title, Callable<List<ProcessHandle>> work) {
    long started = System.nanoTime();
    try {
      List<ProcessHandle> left = progress.during(title + " … stopping", work);
      progress.say("%s … stopped in %s".formatted(title, Progress.seconds(started)));
      return left;
    } catch (Exception e) {
      progress.say("%s did not shut down cleanly: %s".formatted(title, e.getMessage()));
      return List.of();
    }
  }

  private void startAll(List<Supervisor> missing) throws StartFailed, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (Supervisor child : missing) {
        starts.add(
            threads.submit(
                () ->
                    progress.during(
                        child.spec().title() + " … starting",
                        () -> {
                          child.start();
                          return true;
                        })));
      }
      try {
        for (Future<?> start : starts) {
          start.get();
        }
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new StartFailed(String.valueOf(cause.getMessage()));
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private void requireFreePorts(List<Supervisor> missing) throws StartFailed {
    List<Integer> needed = new ArrayList<>(List.of(settings.ports().starter()));
    missing.forEach(child -> needed.addAll(child.spec().ports()));
    List<String> taken =
        needed.stream().filter(port -> !PortOwner.isFree(port)).map(LocalStack::taken).toList();
    if (!taken.isEmpty()) {
      throw new StartFailed(
          "These ports are taken:\n%s\nStop them, or move Slipway: SLIPWAY_PORT_BASE=18480"
              .formatted(String.join("\n", taken)));
    }
  }

  private static String taken(int port) {
    return "  %d by %s"
        .formatted(
            port,
            PortOwner.of(port).map(PortOwner::toString).orElse("a process this user may not see"));
  }
}
