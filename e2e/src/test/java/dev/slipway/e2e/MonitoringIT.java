package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.Waiting;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules and the dashboard ask for metrics that a running stack has. */
class MonitoringIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final Pattern NAME = Pattern.compile("\\b(?:slipway|temporal|http)_[a-z_]+");

  /** They begin to exist when something goes wrong or someone is told, which here no one is. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "slipway_notice_attempts_total",
          "slipway_undo_failed_total",
          "slipway_audit_failed_total",
          "slipway_notice_failed_total",
          "temporal_workflow_task_execution_failed_total");

  @Test
  void everyMetricThatTheyName_isServed() throws Exception {
    SHARED.api().awaitEnd(SHARED.api().deploy("measured", TinyAgent.CODE, Map.of()));
    Set<String> named = new TreeSet<>();
    for (String file : List.of("alerts.yml", "dashboard.json")) {
      named.addAll(namesIn(Files.readString(monitoring().resolve(file))).toList());
    }
    named.removeAll(NOT_HERE);
    assertThat(named).hasSizeGreaterThan(10);

    // The SDK hands its metrics over every ten seconds.
    Waiting.until(
        "metrics named " + named,
        Duration.ofMinutes(1),
        () -> namesIn(metrics()).toList().containsAll(named));
  }

  @Test
  void statusesAreCounted() {
    String id = SHARED.api().deploy("counted", TinyAgent.CODE, Map.of());
    assertThat(SHARED.api().awaitEnd(id).path("status").asText()).isEqualTo("succeeded");

    Waiting.until(
        "the count of successes",
        Duration.ofMinutes(1),
        () ->
            metrics()
                .lines()
                .anyMatch(
                    line ->
                        line.matches("slipway_status_total\\{.*status=\"succeeded\".*} [1-9].*")));
  }

  private static Path monitoring() {
    return Path.of(System.getProperty("user.dir")).resolveSibling("docs").resolve("monitoring");
  }

  private static Stream<String> namesIn(String text) {
    return NAME.matcher(text).results().map(MatchResult::group);
  }

  private static String metrics() {
    var address = SHARED.stack().address().resolve("/actuator/prometheus");
    var request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + Ground.TOKEN).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
