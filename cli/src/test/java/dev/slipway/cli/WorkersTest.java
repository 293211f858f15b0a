package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** workers. */
class WorkersTest extends CommandLineCase {
  private static final String CURRENT = "\"current\":\"0.2.0\",\"changed_by\":\"slipway (anna)\",";
  private static final String TWO_BUILDS =
      """
      {"versioned":true,%s"builds":[
        {"build":"0.2.0","status":"%s","since":"2026-01-02T03:00:00Z",
         "pollers":{"plan":2,"build":2},"unfinished":0,"deployments":["d-3"]},
        {"build":"0.1.0","status":"draining","since":"2026-01-02T03:00:01Z",
         "pollers":{"plan":1,"build":1},"unfinished":2,"deployments":["d-1","d-2"]}],
       "without_build":{"plan":%d}}""";

  @Test
  void withoutBuilds_thatIsSaidInOneSentence() {
    server.on(
        "GET /workers", 200, "{\"versioned\":false,\"builds\":[],\"without_build\":{\"plan\":1}}");

    assertThat(slipway("workers")).isZero();

    assertThat(console.outText())
        .isEqualTo("The workers belong to no build (SLIPWAY_WORKER_BUILD would give them one).")
        .hasSizeLessThanOrEqualTo(80);
  }

  @Test
  void buildsAreATable_withWhatStillRunsOnEach() {
    server.on("GET /workers", 200, TWO_BUILDS.formatted(CURRENT, "current", 0));

    assertThat(slipway("workers")).isZero();

    assertThat(console.outText())
        .isEqualTo(
            """
            BUILD  STATUS    SINCE                WORKERS  UNFINISHED
            0.2.0  current   2026-01-02 03:00:00  2        0
            0.1.0  draining  2026-01-02 03:00:01  1        2
            Last promoted by: slipway (anna)
            Deployments that end on 0.1.0:
              d-1
              d-2""");
    assertThat(console.errText()).isEmpty();
    assertThat(slipway("workers", "--json")).isZero();
    assertThat(console.outText()).contains("\"unfinished\": 2");
  }

  @Test
  void noCurrentBuild_isSaid_withTheCommandThatSetsOne() {
    server.on("GET /workers", 200, TWO_BUILDS.formatted("", "inactive", 1));

    assertThat(slipway("workers")).isZero();

    assertThat(console.outText()).contains("Workers without a build: 1");
    assertThat(console.errText())
        .contains("No build is current", "Promote one: slipway workers promote BUILD");
  }

  @Test
  void workOfABuildWithoutWorkers_isSaid_andAQueueThatNoWorkerPolls() {
    server.on(
        "GET /workers",
        200,
        TWO_BUILDS
            .formatted(CURRENT, "current", 0)
            .replace("\"plan\":1,\"build\":1", "\"plan\":0,\"build\":0")
            .replace("\"plan\":2,\"build\":2", "\"plan\":2,\"build\":0"));

    assertThat(slipway("workers")).isZero();

    assertThat(console.errText())
        .contains("Build 0.1.0 has work, but no workers: start them again.")
        .contains("No worker of build 0.2.0 polls build.");
  }

  @Test
  void promotedBuild_isShownAmongTheOthers_andARefusalInItsWords() {
    server.on("POST /workers/0.2.0/promote", 200, TWO_BUILDS.formatted(CURRENT, "current", 0));
    server.on(
        "POST /workers/0.3.0/promote",
        404,
        "{\"detail\":\"No build '0.3.0' (expected: 0.1.0, 0.2.0)\"}");

    assertThat(slipway("workers", "promote", "0.2.0")).isZero();
    assertThat(console.outText()).contains("0.2.0  current");
    assertThat(slipway("workers", "promote", "0.2.0", "--json")).isZero();
    assertThat(console.outText()).contains("\"current\": \"0.2.0\"");
    assertThat(slipway("workers", "promote", "0.3.0")).isEqualTo(2);
    assertThat(console.errText()).contains("No build '0.3.0' (expected: 0.1.0, 0.2.0)");
  }
}
