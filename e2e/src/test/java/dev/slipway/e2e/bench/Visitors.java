package dev.slipway.e2e.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ask at a steady rate, whether or not earlier answers have come: a server that stalls is not
 * spared, and what it makes others wait counts.
 */
final class Visitors {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI server;
  private final List<String> paths;
  private final int perSecond;
  private final List<Double> seconds = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger errors = new AtomicInteger();

  Visitors(URI server, List<String> paths, int perSecond) {
    this.server = server;
    this.paths = paths;
    this.perSecond = perSecond;
  }

  /** How long each answer took, from the moment at which it was due to be asked for. */
  List<Double> seconds() {
    return List.copyOf(seconds);
  }

  /** How many answers were none, or not a 200. */
  int errors() {
    return errors.get();
  }

  /** Asks for that long and returns when every answer is there or given up. */
  void askFor(Duration time) throws InterruptedException {
    long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begin = System.nanoTime();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newBuilder().executor(each).build()) {
      for (int number = 0; number < time.toSeconds() * perSecond; number++) {
        long due = begin + number * between;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        String path = paths.get(number % paths.size());
        var _ = each.submit(() -> ask(http, path, due));
      }
    }
  }

  private void ask(HttpClient http, String path, long due) {
    var request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE).build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      seconds.add((System.nanoTime() - due) / 1e9);
      if (status != 200) {
        error(path + " answered " + status);
      }
    } catch (IOException lost) {
      seconds.add((System.nanoTime() - due) / 1e9);
      error(path + ": " + lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void error(String what) {
    if (errors.incrementAndGet() <= 5) {
      System.err.println("  " + what);
    }
  }
}
