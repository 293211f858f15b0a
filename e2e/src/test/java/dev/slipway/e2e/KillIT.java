package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.Hold;
import dev.slipway.e2e.harness.Hold.Moment;
import dev.slipway.e2e.harness.Requests;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One kill -9 of the whole JVM while there is a deployment in each of the steps. */
class KillIT {
  /** Five missed heartbeats, a second until the next attempt, and some slack for a busy machine. */
  private static final Duration MAX_UNTIL_RESUMED = Duration.ofSeconds(15);

  /** Where a deployment is when the JVM dies. Those that keep a build slot busy come last. */
  enum Place {
    EXECUTED_WITHOUT_KNOWING("samDeploy"),
    ABOUT_TO_EXECUTE("samDeploy"),
    PLANNED_WITHOUT_KNOWING("samDeploy"),
    ABOUT_TO_PLAN("samDeploy"),
    ABOUT_TO_FETCH("fetchOutputs"),
    ABOUT_TO_ASK("smokeTest"),
    ASKED_WITHOUT_KNOWING("smokeTest"),
    ABOUT_TO_STORE_THE_PACKAGE("samBuild"),
    SOURCE_STORED_WITHOUT_KNOWING("inject"),
    LOOKING_BEFORE_ANYTHING("preflight");

    private final String step;

    Place(String step) {
      this.step = step;
    }

    /** A request that identifies the place. */
    Hold hold() {
      String name = agent();
      return switch (this) {
        case EXECUTED_WITHOUT_KNOWING -> Requests.executeChangeSet(name, Moment.AFTER_EFFECT);
        case ABOUT_TO_EXECUTE -> Requests.executeChangeSet(name, Moment.BEFORE_EFFECT);
        case PLANNED_WITHOUT_KNOWING -> Requests.createChangeSet(name, Moment.AFTER_EFFECT);
        case ABOUT_TO_PLAN -> Requests.createChangeSet(name, Moment.BEFORE_EFFECT);
        case ABOUT_TO_FETCH -> Requests.fetchOutputs(name, TinyAgent.stack(name));
        case ABOUT_TO_ASK -> Requests.invoke(name, Moment.BEFORE_EFFECT);
        case ASKED_WITHOUT_KNOWING -> Requests.invoke(name, Moment.AFTER_EFFECT);
        case ABOUT_TO_STORE_THE_PACKAGE -> Requests.storePackage(name, Moment.BEFORE_EFFECT);
        case SOURCE_STORED_WITHOUT_KNOWING -> Requests.storeSource(name, Moment.AFTER_EFFECT);
        case LOOKING_BEFORE_ANYTHING -> Requests.preflight(name);
      };
    }

    /** Function name and deployment id. */
    String agent() {
      return "kill-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private static HeldCloud cloud;
  private static Instant up;

  @BeforeAll
  static void killWithADeploymentInEachStep() throws InterruptedException {
    cloud = new HeldCloud();
    Map<Place, Hold> holds = new EnumMap<>(Place.class);
    for (Place place : Place.values()) {
      holds.put(place, cloud.proxy().add(place.hold()));
      cloud.api().deploy(place.agent(), TinyAgent.CODE, Map.of("deployment_id", place.agent()));
      if (place == Place.EXECUTED_WITHOUT_KNOWING || place == Place.ASKED_WITHOUT_KNOWING) {
        // The first builds the layer for all; the last ones would take the others' slots.
        awaitAll(holds);
      }
    }
    awaitAll(holds);
    cloud.stack().kill9();
    // No one is left to receive an answer, and the next caller must not be held.
    holds.values().forEach(Hold::drop);
    cloud.stack().start();
    up = Instant.now();
  }

  private static void awaitAll(Map<Place, Hold> holds) throws InterruptedException {
    for (Hold hold : holds.values()) {
      hold.awaitHeld();
    }
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void deploymentSurvivesItsWorker(Place place) {
    JsonNode view = cloud.api().awaitEnd(place.agent());

    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
    assertThat(attempts(view, place.step)).as(view.toPrettyString()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(secondAttempt(view, place.step)).isBefore(up.plus(MAX_UNTIL_RESUMED));
    assertThat(cloud.world().operations(TinyAgent.stack(place.agent())))
        .containsExactly("CREATE_IN_PROGRESS");
  }

  private static List<JsonNode> attempts(JsonNode view, String step) {
    return StreamSupport.stream(view.path("steps").spliterator(), false)
        .filter(candidate -> candidate.path("name").asText().equals(step))
        .flatMap(found -> StreamSupport.stream(found.path("attempts").spliterator(), false))
        .toList();
  }

  private static Instant secondAttempt(JsonNode view, String step) {
    return Instant.parse(attempts(view, step).get(1).path("started_at").asText());
  }
}
