package dev.slipway.starter.health;

import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.health.HealthResponse.Part;
import dev.slipway.starter.health.HealthResponse.Tool;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.QueuePollers;
import dev.slipway.starter.temporal.QueuePollers.Polled;
import dev.slipway.starter.temporal.TemporalConnection;
import dev.slipway.temporal.TemporalServer;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Asks everything concurrently; what does not answer in time counts as down. */
@Component
public final class Probes {
  /** All of health answers within 3 s. */
  private static final Duration LIMIT = Duration.ofMillis(2_500);

  private static final Duration CALL = Duration.ofSeconds(2);

  private static final String UNKNOWN = "unknown: Temporal does not answer";

  /** STS is asked here; credentials are the same in every region. */
  private static final String REGION = "us-east-1";

  private final TemporalConnection temporal;
  private final TemporalServer server;
  private final StarterStorage storage;
  private final StarterSettings settings;
  private final ToolProbe tools;
  private final StuckWorkflows stuck;
  private final QueuePollers pollers;
  private final Executor threads = task -> Thread.ofVirtual().name("starter-probe").start(task);

  Probes(
      TemporalConnection temporal,
      TemporalServer server,
      StarterStorage storage,
      StarterSettings settings,
      ToolProbe tools,
      StuckWorkflows stuck,
      QueuePollers pollers) {
    this.pollers = pollers;
    this.temporal = temporal;
    this.server = server;
    this.storage = storage;
    this.settings = settings;
    this.tools = tools;
    this.stuck = stuck;
  }

  public HealthResponse run() {
    var temporal = ask(this::temporal, down(server.target()));
    var workers = ask(this::workers, new Part(false, UNKNOWN));
    var workflows = ask(stuck::now, new Part(true, "unknown: Temporal does not say"));
    var aws = ask(this::aws, down(awsPlace()));
    var toolsFound = ask(tools::known, Map.<String, Tool>of());
    boolean anyWorker = workers.join().ok();
    return HealthResponse.of(
        temporal.join(),
        workers.join(),
        workflows.join(),
        aws.join(),
        anyWorker ? toolsFound.join() : Map.of());
  }

  /** What every request to Temporal needs. */
  Part temporalNow() {
    return ask(this::temporal, down(server.target())).join();
  }

  /** What every deployment needs besides. */
  Part workersNow() {
    return ask(this::workers, new Part(false, UNKNOWN)).join();
  }

  private <T> CompletableFuture<T> ask(Supplier<T> probe, T otherwise) {
    return CompletableFuture.supplyAsync(probe, threads)
        .completeOnTimeout(otherwise, LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failed -> otherwise);
  }

  private static Part down(String where) {
    return new Part(false, "does not answer at " + where);
  }

  private Part temporal() {
    var info = temporal.calls(CALL).getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
    return new Part(true, "server %s at %s".formatted(info.getServerVersion(), server.target()));
  }

  private Part workers() {
    List<String> counts = new ArrayList<>();
    var current = new TreeSet<String>();
    var idle = new TreeSet<String>();
    boolean all = true;
    for (String queue : QueuePollers.NEEDED) {
      Polled polled = pollers.ask(queue);
      all &= polled.ofCurrent() > 0;
      counts.add(queue + " " + polled.ofCurrent());
      current.add(polled.current());
      idle.addAll(polled.byBuild().keySet());
    }
    idle.removeAll(current);
    current.remove(QueuePollers.NO_BUILD);
    String found = "workers polling: " + String.join(", ", counts);
    String ofBuild = current.isEmpty() ? "" : " (build %s)".formatted(String.join(", ", current));
    return new Part(all, found + ofBuild + (all ? "" : waiting(idle)));
  }

  private static String waiting(Set<String> builds) {
    builds.remove(QueuePollers.NO_BUILD);
    return builds.isEmpty()
        ? ""
        : "; build %s polls too, but is not promoted".formatted(String.join(", ", builds));
  }

  private Part aws() {
    return new Part(
        true, "account %s at %s".formatted(storage.accounts().accountNow(REGION), awsPlace()));
  }

  private String awsPlace() {
    var endpoint = settings.aws().endpoint();
    return endpoint == null ? "AWS" : endpoint.toString();
  }
}
