package dev.slipway.cli;

import static dev.slipway.cli.ScriptedServer.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.console.TextWidth;
import org.junit.jupiter.api.Test;

class WatchTest extends CommandLineCase {
  private static final String RUNNING =
      event(1, "status", "{\"status\":\"running\",\"at\":\"2026-01-02T03:04:01Z\"}");
  private static final String BUILDING =
      event(
          2,
          "step",
          "{\"name\":\"samBuild\",\"status\":\"running\",\"at\":\"2026-01-02T03:04:02Z\"}");
  private static final String BUILT =
      event(
          3,
          "step",
          "{\"name\":\"samBuild\",\"status\":\"succeeded\",\"at\":\"2026-01-02T03:04:04Z\","
              + "\"summary\":\"layer from cache\"}");
  private static final String SUCCEEDED = event(4, "status", "{\"status\":\"succeeded\"}");

  @Test
  void aLostConnectionIsResumedWhereItBroke() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .onEvents("GET /deployments/d-1/events", RUNNING, BUILDING)
        .onEvents("GET /deployments/d-1/events", BUILT, SUCCEEDED);
    assertThat(slipway("watch", "d-1")).isZero();
    assertThat(
            server.requests().stream()
                .filter(request -> request.line().endsWith("/events"))
                .map(ScriptedServer.Request::lastEventId))
        .startsWith("", "2");
    assertThat(console.outText().lines())
        .contains(
            "03:04:02  samBuild      running",
            "03:04:04  samBuild      succeeded  layer from cache")
        .doesNotHaveDuplicates();
  }

  @Test
  void aStreamCutInTheMiddleLosesAndRepeatsNothing() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .onBrokenOff("GET /deployments/d-1/events", RUNNING + BUILDING + BUILT.substring(0, 40))
        .onEvents("GET /deployments/d-1/events", BUILT, SUCCEEDED);
    assertThat(slipway("watch", "d-1")).isZero();
    assertThat(server.requests().stream().map(ScriptedServer.Request::lastEventId)).contains("2");
    assertThat(console.outText().lines().filter(line -> line.contains("samBuild"))).hasSize(2);
  }

  @Test
  void whatHappensWhileTheConnectionIsLostIsShown_evenIfItIsTheEnd() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .onEvents("GET /deployments/d-1/events", RUNNING, BUILDING)
        .onEvents("GET /deployments/d-1/events", BUILT, SUCCEEDED);
    assertThat(slipway("watch", "d-1")).isZero();
    assertThat(console.outText()).contains("samBuild      succeeded", "status: succeeded");
  }

  @Test
  void aStreamThatNeverTellsOfTheEndDoesNotKeepTheWatch() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("failed", ""))
        .on("GET /deployments/d-1/events", 503, "{\"title\":\"No streams here\"}");
    assertThat(slipway("watch", "d-1")).isEqualTo(1);
  }

  @Test
  void aServerThatRestartsIsWaitedFor() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 503, "{\"title\":\"Starting\"}")
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .on("GET /deployments/d-1/events", 503, "{\"title\":\"Starting\"}")
        .onEvents("GET /deployments/d-1/events", RUNNING, SUCCEEDED);
    assertThat(slipway("watch", "d-1")).isZero();
  }

  @Test
  void aServerThatStaysDownIsGivenUpAfterFiveMinutes() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1/events", 503, "{\"title\":\"Gone\"}");
    assertThat(slipway("watch", "d-1")).isEqualTo(3);
    assertThat(console.errText()).contains("does not answer: Gone");
    assertThat(console.outText()).contains("connection lost (Gone); the deployment continues");
  }

  @Test
  void anOutdatedRestDoesNotEndTheWatch() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("failed", ""))
        .onEvents(
            "GET /deployments/d-1/events",
            event(1, "status", "{\"status\":\"parked\"}"),
            RUNNING,
            event(3, "status", "{\"status\":\"failed\"}"));
    assertThat(slipway("watch", "d-1")).isEqualTo(1);
  }

  @Test
  void unknownEventsAndFieldsAreIgnored() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ",\"new_field\":{}"))
        .onEvents(
            "GET /deployments/d-1/events",
            ": hello\n\n",
            event(1, "brand_new", "{\"x\":[1]}"),
            event(2, "log", "not json"),
            event(3, "status", "{\"status\":\"succeeded\",\"more\":1}"));
    assertThat(slipway("watch", "d-1")).isZero();
  }

  @Test
  void aFailedAttemptIsShownWithItsReason() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .onEvents(
            "GET /deployments/d-1/events",
            event(
                1,
                "attempt",
                "{\"step\":\"samDeploy\",\"number\":1,\"failure\":{\"type\":\"Throttled\","
                    + "\"message\":\"slow down\"}}"),
            event(2, "stack_event", "{\"logical_id\":\"Fn\",\"status\":\"CREATE_COMPLETE\"}"),
            SUCCEEDED);
    slipway("watch", "d-1");
    assertThat(console.outText())
        .contains("samDeploy attempt 1 failed (Throttled): slow down", "CREATE_COMPLETE  Fn");
  }

  @Test
  void jsonKeepsStandardOutputForTheView() {
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .onEvents("GET /deployments/d-1/events", RUNNING, SUCCEEDED);
    slipway("watch", "d-1", "--json");
    assertThat(console.outText()).startsWith("{").endsWith("}");
    assertThat(console.errText()).contains("status: running");
  }

  @Test
  void onATerminalTheStepsAreDrawnInPlace() {
    console.asTerminal(50);
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .onEvents("GET /deployments/d-1/events", RUNNING, BUILDING, BUILT, SUCCEEDED);
    slipway("watch", "d-1");
    assertThat(console.drawnText()).contains("✓ samBuild", "\r\u001b[");
    assertThat(
            console.drawnText().lines().map(line -> line.replaceAll("\r?\u001b\\[[0-9]*[AJ]", "")))
        .allMatch(line -> line.length() < 50);
  }

  /** A line that wraps can't be erased: what is left of it would fill the screen. */
  @Test
  void onATerminal_noLineWraps_whateverItSays() {
    console.asTerminal(50);
    String words = "柏林没有潮汐表，请选择另一个港口 🚢\\n".repeat(5);
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("failed", ""))
        .onEvents(
            "GET /deployments/d-1/events",
            RUNNING,
            BUILDING,
            event(
                5,
                "step",
                """
                {"name":"samBuild","status":"failed","at":"2026-01-02T03:04:04Z","summary":"%s"}"""
                    .formatted(words)),
            event(6, "status", "{\"status\":\"failed\"}"));
    slipway("watch", "d-1");
    assertThat(console.drawnText()).contains("柏林没有潮汐表");
    assertThat(
            console.drawnText().lines().map(line -> line.replaceAll("\r?\u001b\\[[0-9]*[AJ]", "")))
        .allMatch(line -> TextWidth.of(line) < 50)
        .allMatch(line -> line.isEmpty() || line.startsWith("  ") || line.startsWith("weather"));
  }

  @Test
  void outputOfAStep_doesNotStayUnderTheNextOne() {
    console.asTerminal(90);
    server
        .on("GET /deployments/d-1", 200, view("running", ""))
        .on("GET /deployments/d-1", 200, view("succeeded", ""))
        .onEvents(
            "GET /deployments/d-1/events",
            RUNNING,
            BUILDING,
            event(9, "log", "{\"step\":\"samBuild\",\"line\":\"{\\\"type\\\":1}\"}"),
            event(
                10,
                "step",
                "{\"name\":\"samDeploy\",\"status\":\"running\",\"at\":\"2026-01-02T03:04:05Z\"}"),
            SUCCEEDED);
    slipway("watch", "d-1");
    String drawn = console.drawnText();
    assertThat(drawn.substring(drawn.lastIndexOf("samDeploy"))).doesNotContain("type");
  }

  @Test
  void aDeploymentThatDoesNotExistIsWrongUsage() {
    server.on("GET /deployments/d-9", 404, "{\"title\":\"There is no deployment d-9\"}");
    assertThat(slipway("watch", "d-9")).isEqualTo(2);
  }
}
