package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.timeline.DeploymentView;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is left of an agent, but it is still answering a request. */
@Timeout(300)
class AgentRetiresTest {
  @Test
  void deploymentAdmittedWhileARetiringAgentStillAnswers_getsItsTurn() {
    try (var asker = Executors.newVirtualThreadPerTaskExecutor();
        var harbour = Harbour.withSlowAnswer("d-1")) {
      Future<Admission> answer = asker.submit(() -> harbour.deploy(Orders.planOnly("d-1")));
      await().ignoreExceptions().until(() -> harbour.view("d-1").lastEventId() > 0);
      harbour.deployment("d-1").getResult(Object.class);
      await().until(() -> harbour.world().audited().contains("d-1"));
      harbour.deploy(Orders.order("d-2"));

      harbour.deployment("d-2").getResult(Object.class);
      DeploymentView view = harbour.view("d-2");
      assertThat(view.completedAt())
          .isBetween(view.createdAt(), view.createdAt().plus(Duration.ofMinutes(1)));
      harbour.environment().sleep(Duration.ofDays(1));
      assertThat(answer).succeedsWithin(Duration.ofSeconds(10));
    }
  }
}
