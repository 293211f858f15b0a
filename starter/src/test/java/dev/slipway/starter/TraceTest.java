package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import org.junit.jupiter.api.Test;

/** A deployment stays in the trace of whoever asked for it. */
class TraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void callersTrace_isInTheViewAndOnThePage_andNonsenseIsNone() {
    var storage = new FakeStorage();
    try (var starter = RunningStarter.open(storage);
        var _ = new FakeWorker(starter.temporal(), new StubActivities(storage))) {
      post(starter, "d-traced", "00-%s-00f067aa0ba902b7-01".formatted(TRACE));
      post(starter, "d-nonsense", "00-<script>-01");

      assertThat(view(starter, "d-traced").text("trace_id")).isEqualTo(TRACE);
      assertThat(starter.get("/deployments/d-traced").body()).contains(TRACE);
      assertThat(view(starter, "d-nonsense").text("trace_id")).isEmpty();
    }
  }

  private static void post(RunningStarter starter, String id, String traceparent) {
    Reply reply =
        starter.post(
            "/api/v1/deployments",
            """
            {"deployment_id":"%s","function_name":"weather","code":"x = 1"}"""
                .formatted(id),
            "traceparent",
            traceparent);
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
  }

  private static Reply view(RunningStarter starter, String id) {
    return starter.get("/api/v1/deployments/" + id);
  }
}
