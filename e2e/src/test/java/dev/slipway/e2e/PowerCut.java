package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Attempts;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Gatherers;

/** One kill -9 of the whole JVM while there is a deployment in each of several places. */
final class PowerCut {
  /** Where a deployment is when the JVM dies. */
  interface Place {
    /** The step that is tried again. */
    String step();

    /** A request that identifies the place. */
    Hold hold();

    /** The deployment's id, which no other has. */
    String deployment();

    /** Asks for the deployment, which its hold will stop. */
    void deploy(HeldCloud cloud);

    /** Whether all until here must have arrived before the next deployment begins. */
    boolean settles();
  }

  private final HeldCloud cloud;

  private PowerCut(HeldCloud cloud) {
    this.cloud = cloud;
  }

  /** Brings a deployment to each place, kills the JVM and starts another. */
  static PowerCut of(HeldCloud cloud, List<? extends Place> places) throws InterruptedException {
    cut(cloud, places);
    return new PowerCut(cloud);
  }

  /** The same with a kill for every so many places, each after the last ones' deployments ended. */
  static PowerCut inGroups(HeldCloud cloud, List<? extends Place> places, int size)
      throws InterruptedException {
    for (List<Place> group : places.stream().gather(Gatherers.<Place>windowFixed(size)).toList()) {
      cut(cloud, group);
      group.forEach(place -> cloud.api().awaitEnd(place.deployment()));
    }
    return new PowerCut(cloud);
  }

  private static void cut(HeldCloud cloud, List<? extends Place> places)
      throws InterruptedException {
    List<Hold> holds = new ArrayList<>();
    for (Place place : places) {
      holds.add(cloud.proxy().add(place.hold()));
      place.deploy(cloud);
      if (place.settles()) {
        awaitAll(holds);
      }
    }
    awaitAll(holds);
    cloud.stack().kill9();
    // No one is left to receive an answer, and the next caller must not be held.
    holds.forEach(Hold::drop);
    cloud.stack().start();
  }

  private static void awaitAll(List<Hold> holds) throws InterruptedException {
    for (Hold hold : holds) {
      hold.awaitHeld();
    }
  }

  /**
   * Fails unless the deployment has finished, and tried the step again in which it was, because the
   * worker was lost and not because the step's own limit had passed.
   */
  void requireFinished(Place place) {
    JsonNode view = cloud.api().awaitEnd(place.deployment());
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
    List<JsonNode> attempts = Attempts.of(view, place.step());
    int lost = Attempts.failures(view, place.step()).indexOf("WorkerLost");
    assertThat(lost).as(view.toPrettyString()).isNotNegative();
    assertThat(attempts).as(view.toPrettyString()).hasSizeGreaterThan(lost + 1);
  }
}
