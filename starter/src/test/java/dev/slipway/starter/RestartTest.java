package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Event;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.starter.fakes.Watcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A starter keeps nothing: another one continues where a watcher was. */
class RestartTest {
  @Test
  void aWatchContinuesAtAnotherStarter_withoutLossOrRepetition() {
    FakeStorage storage = new FakeStorage();
    try (RunningStarter first = RunningStarter.open(storage);
        FakeWorker worker = new FakeWorker(first.temporal(), new StubActivities(storage))) {
      first.post(
          "/api/v1/deployments",
          """
          {"deployment_id":"d-watched","function_name":"watched","code":"x = 1",
           "approval":"required"}""");
      Watcher watcher;
      try (RunningStarter second = first.another(storage)) {
        watcher = Watcher.at(second.authority(), "d-watched");
        await().until(() -> watcher.saw("awaiting_approval") && watcher.saw("Build Succeeded"));
      } // It stops in the middle of the watch.
      await().until(watcher::ended);
      List<Event> seen = new ArrayList<>(watcher.events());
      first.post("/api/v1/deployments/d-watched/approve", "{}");
      try (RunningStarter third = first.another(storage)) {
        seen.addAll(third.events("d-watched", seen.getLast().id()));
      }

      List<Event> all = first.events("d-watched", null);
      assertThat(seen)
          .extracting(event -> event.name() + " " + event.data())
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(
              all.stream().map(event -> event.name() + " " + event.data()).toList());
      assertThat(seen.getLast().data()).contains("\"succeeded\"");
      assertThat(worker).isNotNull();
    }
  }
}
