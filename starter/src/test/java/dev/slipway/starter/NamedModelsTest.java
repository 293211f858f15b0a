package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.StubActivities;
import org.junit.jupiter.api.Test;

class NamedModelsTest {
  @Test
  void modelsThatTheCheckFound_reachPreflight() {
    var storage = new FakeStorage();
    try (var starter = RunningStarter.open(storage);
        var _ = new FakeWorker(starter.temporal(), new StubActivities(storage))) {
      starter.post(
          "/api/v1/deployments",
          """
          {"deployment_id":"d-models","function_name":"weather","code":"MODEL = '%s'"}"""
              .formatted(StubActivities.MODEL));

      await()
          .untilAsserted(
              () ->
                  assertThat(starter.get("/api/v1/deployments/d-models/logs?step=preflight").body())
                      .contains(StubActivities.MODEL));
    }
  }
}
