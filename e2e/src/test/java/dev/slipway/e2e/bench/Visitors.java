package dev.slipway.e2e.bench;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.slipway.e2e.harness.Ground;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Send GETs at a steady rate, whether or not earlier answers have arrived: a server that stalls is
 * not spared, and the waiting it causes counts.
 */
final class Visitors {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI server;
  private final List<String> paths;
  private final int perSecond;
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger errors = new AtomicInteger();

  Visitors(URI server, List<String> paths, int perSecond) {
    this.server = server;
    this.paths = paths;
    this.perSecond = perSecond;
  }

  private record Answer(String kind, double seconds) {
    static Answer to(String path, double seconds) {
      String kind =
          path.contains("/deployments/")
              ? "deployment"
              : path.contains("/agents/") ? "agent" : "list";
      return new Answer(kind, seconds);
    }
  }

  /** How long each answer took, from the moment its request was due. */
  List<Double> seconds() {
    return List.copyOf(answers).stream().map(Answer::seconds).toList();
  }

  /** The same, by kind of request. */
  Map<String, List<Double>> secondsByKind() {
    return List.copyOf(answers).stream()
        .collect(groupingBy(Answer::kind, TreeMap::new, mapping(Answer::seconds, toList())));
  }

  /** How many answers were missing or not a 200. */
  int errors() {
    return errors.get();
  }

  /** Sends requests for that long and returns when every answer has arrived or been given up. */
  void askFor(Duration time) throws InterruptedException {
    long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begin = System.nanoTime();
    // Closed in reverse order: first all answers, then the client.
    try (HttpClient http = HttpClient.newHttpClient();
        ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < time.toSeconds() * perSecond; number++) {
        long due = begin + number * between;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        String path = paths.get(number % paths.size());
        var _ = each.submit(() -> ask(http, path, due));
      }
    }
  }

  private void ask(HttpClient http, String path, long due) {
    var request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + Ground.TOKEN)
            .timeout(TIMEOUT)
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      answers.add(Answer.to(path, (System.nanoTime() - due) / 1e9));
      if (status != 200) {
        error(path + " answered " + status);
      }
    } catch (IOException lost) {
      answers.add(Answer.to(path, (System.nanoTime() - due) / 1e9));
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
