package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.HeldCloud;
import dev.slipway.e2e.harness.Hold;
import dev.slipway.e2e.harness.Hold.Moment;
import dev.slipway.e2e.harness.Requests;
import dev.slipway.e2e.harness.RuntimeReading;
import dev.slipway.e2e.harness.RuntimeRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same kill -9 as {@link KillIT}'s, with deployments on AgentCore: first ones and updates. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_TEST_FAULTS", matches = "all")
class AgentCoreKillIT {
  /** Where a deployment is when the JVM dies. Those that keep a build slot busy come last. */
  enum Place implements PowerCut.Place {
    EXECUTED_WITHOUT_KNOWING("samDeploy", false),
    ABOUT_TO_EXECUTE("samDeploy", false),
    ABOUT_TO_CREATE("samDeploy", false),
    CREATED_WITHOUT_KNOWING("samDeploy", false),
    ABOUT_TO_UPDATE("samDeploy", true),
    UPDATED_WITHOUT_KNOWING("samDeploy", true),
    CANDIDATE_MADE_WITHOUT_KNOWING("samDeploy", true),
    ABOUT_TO_FETCH("fetchOutputs", false),
    ABOUT_TO_ASK("smokeTest", true),
    ASKED_WITHOUT_KNOWING("smokeTest", false),
    ABOUT_TO_GO_LIVE("smokeTest", true),
    WENT_LIVE_WITHOUT_KNOWING("smokeTest", true),
    FIRST_WENT_LIVE_WITHOUT_KNOWING("smokeTest", false),
    ABOUT_TO_DELETE_THE_CANDIDATE("smokeTest", true),
    PACKAGE_HALF_STORED("samBuild", false),
    SOURCE_STORED_WITHOUT_KNOWING("inject", false),
    LOOKING_BEFORE_ANYTHING("preflight", false);

    private final String step;
    private final boolean update;

    Place(String step, boolean update) {
      this.step = step;
      this.update = update;
    }

    @Override
    public String step() {
      return step;
    }

    @Override
    public Hold hold() {
      return switch (this) {
        case EXECUTED_WITHOUT_KNOWING ->
            Requests.executeChangeSet(deployment(), Moment.AFTER_EFFECT);
        case ABOUT_TO_EXECUTE -> Requests.executeChangeSet(deployment(), Moment.BEFORE_EFFECT);
        case ABOUT_TO_CREATE -> RuntimeRequest.CREATE.hold(agent(), Moment.BEFORE_EFFECT);
        case CREATED_WITHOUT_KNOWING -> RuntimeRequest.CREATE.hold(agent(), Moment.AFTER_EFFECT);
        case ABOUT_TO_UPDATE -> RuntimeRequest.UPDATE.hold(agent(), Moment.BEFORE_EFFECT);
        case UPDATED_WITHOUT_KNOWING -> RuntimeRequest.UPDATE.hold(agent(), Moment.AFTER_EFFECT);
        case CANDIDATE_MADE_WITHOUT_KNOWING ->
            RuntimeRequest.CREATE_CANDIDATE.hold(agent(), Moment.AFTER_EFFECT);
        case ABOUT_TO_FETCH -> RuntimeRequest.READ.hold(agent(), Moment.BEFORE_EFFECT);
        case ABOUT_TO_ASK -> RuntimeRequest.ASK_CANDIDATE.hold(agent(), Moment.BEFORE_EFFECT);
        case ASKED_WITHOUT_KNOWING ->
            RuntimeRequest.ASK_CANDIDATE.hold(agent(), Moment.AFTER_EFFECT);
        case ABOUT_TO_GO_LIVE -> RuntimeRequest.MOVE_LIVE.hold(agent(), Moment.BEFORE_EFFECT);
        case WENT_LIVE_WITHOUT_KNOWING ->
            RuntimeRequest.MOVE_LIVE.hold(agent(), Moment.AFTER_EFFECT);
        case FIRST_WENT_LIVE_WITHOUT_KNOWING ->
            RuntimeRequest.CREATE_LIVE.hold(agent(), Moment.AFTER_EFFECT);
        case ABOUT_TO_DELETE_THE_CANDIDATE ->
            RuntimeRequest.DELETE_CANDIDATE.hold(agent(), Moment.BEFORE_EFFECT);
        case PACKAGE_HALF_STORED -> Requests.copyLayer(deployment(), Moment.AFTER_EFFECT);
        case SOURCE_STORED_WITHOUT_KNOWING ->
            Requests.storeSource(deployment(), Moment.AFTER_EFFECT);
        case LOOKING_BEFORE_ANYTHING -> Requests.lookAtStack(TinyAgent.stack(agent()));
      };
    }

    String agent() {
      return "ck-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String deployment() {
      return agent() + "-cut";
    }

    @Override
    public void deploy(HeldCloud cloud) {
      ask(cloud, deployment(), words());
    }

    /** What callers hear afterwards. */
    String words() {
      return "survived " + this;
    }

    /** One deployment for each version. */
    List<String> versions() {
      return update ? List.of("1", "2") : List.of("1");
    }

    /** The last ones would take the others' slots. */
    @Override
    public boolean settles() {
      return this == ABOUT_TO_DELETE_THE_CANDIDATE;
    }

    private void ask(HeldCloud cloud, String deployment, String words) {
      cloud
          .api()
          .deploy(
              agent(),
              Agents.saying(words),
              Map.of(
                  "deployment_id", deployment, "deployment_type", "agentcore", "runtime", "auto"));
    }

    void deployBefore(HeldCloud cloud) {
      ask(cloud, agent(), "before " + this);
    }
  }

  /**
   * In one power cut: the SDK gives up after two minutes on a request that is held for the others.
   */
  private static final int AT_ONCE = 6;

  private static HeldCloud cloud;
  private static PowerCut cut;

  @BeforeAll
  static void killWithADeploymentInEachStep() throws InterruptedException {
    cloud = new HeldCloud();
    List<Place> updates = Stream.of(Place.values()).filter(place -> place.update).toList();
    updates.forEach(place -> place.deployBefore(cloud));
    updates.forEach(
        place ->
            assertThat(cloud.api().awaitEnd(place.agent()).path("status").asText())
                .isEqualTo("succeeded"));
    cut = PowerCut.inGroups(cloud, List.of(Place.values()), AT_ONCE);
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void deploymentSurvivesItsWorker_withOneVersionForEachDeployment(Place place) {
    cut.requireFinished(place);

    var runtime = new RuntimeReading(cloud.world(), place.agent());
    String newest = place.versions().getLast();
    assertThat(runtime.versions()).isEqualTo(place.versions());
    assertThat(runtime.endpoints()).isEqualTo(Map.of("DEFAULT", newest, "live", newest));
    assertThat(Agents.ask(cloud.api(), place.agent())).isEqualTo(place.words());
  }
}
