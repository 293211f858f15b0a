package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** workers. */
class WorkersTest extends CommandLineCase {
  private static final String TWO_BUILDS =
      """
      {"versioned":true,%s"builds":[
        {"build":"0.2.0","status":"%s","since":"2026-01-02T03:00:00Z",
         "pollers":{"plan":2,"build":2,"notices":0},"unfinished":0,"deployments":[]},
        {"build":"0.1.0","status":"draining","since":"2026-01-02T03:00:01Z",
         "pollers":{"plan":0,"build":0,"notices":0},"unfinished":2,"deployments":["d-1","d-2"]}],
       "without_build":{"plan":%d}}""";

  @Test
  void withoutBuilds_thatIsSaidInOneSentence() {
    server.on(
        "GET /workers", 200, "{\"versioned\":false,\"builds\":[],\"without_build\":{\"plan\":1}}");

    assertThat(slipway("workers")).isZero();

    assertThat(console.outText())
        .isEqualTo(
            "The workers belong to no build: each goes on with what any other began (SLIPWAY_WORKER_BUILD changes that).");
  }

  @Test
  void buildsAreATable_withWhatStillRunsOnEach() {
    server.on("GET /workers", 200, TWO_BUILDS.formatted("\"current\":\"0.2.0\",", "current", 0));

    assertThat(slipway("workers")).isZero();

    assertThat(console.outText())
        .isEqualTo(
            """
            BUILD  STATUS    SINCE                POLLERS          UNFINISHED  DEPLOYMENTS
            0.2.0  current   2026-01-02 03:00:00  plan 2, build 2  0
            0.1.0  draining  2026-01-02 03:00:01  none             2           d-1, d-2""");
    assertThat(console.errText()).isEmpty();
    assertThat(slipway("workers", "--json")).isZero();
    assertThat(console.outText()).contains("\"unfinished\": 2");
  }

  @Test
  void noCurrentBuild_isSaid_withTheCommandThatSetsOne() {
    server.on("GET /workers", 200, TWO_BUILDS.formatted("", "inactive", 1));

    assertThat(slipway("workers")).isZero();

    assertThat(console.outText()).endsWith("Workers without a build: plan 1");
    assertThat(console.errText()).contains("Promote one: slipway workers promote BUILD");
  }

  @Test
  void promotedBuild_isShownAmongTheOthers_andARefusalInItsWords() {
    server.on(
        "POST /workers/0.2.0/promote",
        200,
        TWO_BUILDS.formatted("\"current\":\"0.2.0\",", "current", 0));
    server.on(
        "POST /workers/0.3.0/promote",
        404,
        "{\"detail\":\"No build '0.3.0' (expected: 0.1.0, 0.2.0)\"}");

    assertThat(slipway("workers", "promote", "0.2.0")).isZero();
    assertThat(console.outText()).contains("0.2.0  current");
    assertThat(slipway("workers", "promote", "0.3.0")).isEqualTo(2);
    assertThat(console.errText()).contains("No build '0.3.0' (expected: 0.1.0, 0.2.0)");
  }
}
