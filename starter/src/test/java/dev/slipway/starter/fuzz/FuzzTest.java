package dev.slipway.starter.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Route;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.starter.fuzz.RandomRequests.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Ten thousand requests from a seed, over every call: no 500, and only well-formed problems. */
class FuzzTest {
  private static final long SEED = 20_261_125;
  private static final int CALLERS = 8;
  private static final int EACH = 1_300;
  private static final int FIRST_ERROR = 400;

  /** What a status may be; 500 is none of them. */
  private static final List<Integer> EXPECTED =
      List.of(200, 201, 202, 204, 400, 404, 405, 406, 409, 413, 415, 422, 429, 501, 502, 503);

  private final Queue<String> wrongs = new ConcurrentLinkedQueue<>();

  @Test
  void anyRequest_getsAWellFormedAnswer() throws Exception {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    FakeStorage storage = new FakeStorage();
    // Nothing answers where AWS should be, and no request leaves this machine.
    try (RunningStarter starter =
            RunningStarter.open(storage, "--slipway.aws.endpoint=http://127.0.0.1:1");
        FakeWorker worker = new FakeWorker(starter.temporal(), new StubActivities(storage))) {
      List<Route> routes = starter.routes();
      assertThat(routes).hasSizeGreaterThan(25);
      List<Callable<Map<Integer, Integer>>> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        long seed = SEED + caller;
        callers.add(() -> run(starter, routes, seed));
      }
      Map<Integer, Integer> counts = new TreeMap<>();
      try (var threads = Executors.newFixedThreadPool(CALLERS)) {
        for (Future<Map<Integer, Integer>> caller : threads.invokeAll(callers)) {
          caller.get().forEach((status, count) -> counts.merge(status, count, Integer::sum));
        }
      }
      System.out.println("answers by status: " + counts);
      assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
          .isGreaterThanOrEqualTo(10_000);
      assertThat(counts.keySet()).contains(200, 202, 400, 404, 405, 415, 422);
      assertThat(wrongs).isEmpty();
      assertThat(worker).isNotNull();
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private Map<Integer, Integer> run(RunningStarter starter, List<Route> routes, long seed) {
    RandomRequests requests = new RandomRequests(seed);
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < EACH; i++) {
      Sent sent = requests.send(starter, routes.get(i % routes.size()));
      try {
        check(sent, seed, i);
      } catch (AssertionError wrong) {
        wrongs.add(String.valueOf(wrong.getMessage()));
      }
      counts.merge(sent.reply().status(), 1, Integer::sum);
    }
    return counts;
  }

  private static void check(Sent sent, long seed, int number) {
    String what =
        "seed %d, request %d: %s %s %s -> %d %s"
            .formatted(
                seed,
                number,
                sent.method(),
                sent.path(),
                sent.body(),
                sent.reply().status(),
                sent.reply().body());
    assertThat(sent.reply().status()).as(what).isIn(EXPECTED);
    boolean refused = sent.reply().status() >= FIRST_ERROR && !sent.method().equals("HEAD");
    // Health reports what is down in its own format.
    if (refused && !sent.path().startsWith("/api/v1/health")) {
      assertThat(sent.reply().header("Content-Type"))
          .as(what)
          .startsWith("application/problem+json");
      assertThat(sent.reply().names())
          .as(what)
          .contains("type", "title", "status", "detail", "errors");
    }
  }
}
