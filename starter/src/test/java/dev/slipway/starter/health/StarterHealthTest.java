package dev.slipway.starter.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RawRequest;
import dev.slipway.starter.fakes.RunningStarter;
import org.junit.jupiter.api.Test;

/** What a starter tells a monitor that has no token. ProductionIT asks one that has workers. */
class StarterHealthTest {
  @Test
  void withoutTemporal_itIsAliveButNotReady_andNamesNoAddress() {
    try (var starter = RunningStarter.openWithoutTemporal(new FakeStorage())) {
      assertThat(ask(starter, "liveness")).contains(" 200 ", "\"UP\"");
      assertThat(ask(starter, "readiness"))
          .contains(" 503 ", "\"temporal\":\"does not answer\"")
          .doesNotContain("127.0.0.1:1");
    }
  }

  private static String ask(RunningStarter starter, String group) {
    return RawRequest.answer(
        starter.authority(),
        "GET /actuator/health/" + group + " HTTP/1.1",
        "Host: " + starter.authority());
  }
}
