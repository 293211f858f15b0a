package dev.slipway.starter.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a Temporal server that knows nothing of builds, as older ones don't. */
class WorkersTest {
  private static RunningStarter starter;

  @BeforeAll
  static void open() {
    starter = RunningStarter.open(new FakeStorage());
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  @Test
  void buildsThatTheServerDoesNotKeepApart_areSaidToBeUnsupported() {
    assertUnsupported(starter.get("/api/v1/workers"));
    assertUnsupported(starter.post("/api/v1/workers/1/promote", ""));
  }

  private static void assertUnsupported(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(501);
    assertThat(reply.text("detail"))
        .contains("keeps no builds apart", "1.31", "system.enableDeploymentVersions");
  }
}
