package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.Hold;
import dev.slipway.e2e.harness.Hold.Moment;
import dev.slipway.e2e.harness.Requests;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One kill -9 of the whole JVM while there is a deployment in each of the steps. */
class KillIT {
  /** Where a deployment is when the JVM dies. Those that keep a build slot busy come last. */
  enum Place implements PowerCut.Place {
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

    @Override
    public String step() {
      return step;
    }

    @Override
    public Hold hold() {
      String name = deployment();
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

    /** The function's name, too. */
    @Override
    public String deployment() {
      return "kill-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void deploy(HeldCloud cloud) {
      cloud.api().deploy(deployment(), TinyAgent.CODE, Map.of("deployment_id", deployment()));
    }

    /** The first builds the layer for all; the last ones would take the others' slots. */
    @Override
    public boolean settles() {
      return this == EXECUTED_WITHOUT_KNOWING || this == ASKED_WITHOUT_KNOWING;
    }
  }

  private static HeldCloud cloud;
  private static PowerCut cut;

  @BeforeAll
  static void killWithADeploymentInEachStep() throws InterruptedException {
    cloud = new HeldCloud();
    cut = PowerCut.of(cloud, List.of(Place.values()));
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
    cut.requireFinished(place);

    assertThat(cloud.world().operations(TinyAgent.stack(place.deployment())))
        .containsExactly("CREATE_IN_PROGRESS");
  }
}
