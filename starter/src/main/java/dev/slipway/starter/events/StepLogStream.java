package dev.slipway.starter.events;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.problems.Parameter;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.web.NdJson;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.timeline.DeploymentView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes a deployment's log line by line; when asked to follow, until it has ended. */
@Component
final class StepLogStream {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A caller that wants more asks again. */
  private static final Duration MAX_FOLLOW = Duration.ofHours(2);

  private final StarterStorage storage;
  private final Deployments deployments;
  private final NdJson ndjson;

  StepLogStream(StarterStorage storage, Deployments deployments, NdJson ndjson) {
    this.storage = storage;
    this.deployments = deployments;
    this.ndjson = ndjson;
  }

  void write(
      DeploymentView view, @Nullable String step, boolean follow, HttpServletResponse response)
      throws IOException {
    requireStep(step);
    AgentKey agent = view.agent();
    DeploymentId id = new DeploymentId(view.deploymentId());
    // The first read happens before the answer begins, so that its failure can still be reported.
    LogStore.Page page = storage.logs().read(agent, id, step, null);
    boolean ended = view.status().terminal();
    Instant end = Instant.now().plus(MAX_FOLLOW);
    try (NdJson.Lines lines = ndjson.open(response)) {
      while (true) {
        for (LogLine line : page.lines()) {
          lines.write(line);
        }
        lines.flush();
        if (page.lines().isEmpty() && (!follow || ended || Instant.now().isAfter(end))) {
          return;
        }
        if (page.lines().isEmpty() && !pause(lines)) {
          return;
        }
        ended = ended || !follow || deployments.view(id.value()).status().terminal();
        page = storage.logs().read(agent, id, step, page.cursor());
      }
    }
  }

  private static void requireStep(@Nullable String step) {
    if (step != null) {
      Parameter.read("step", () -> Step.of(step));
    }
  }

  private static boolean pause(NdJson.Lines lines) throws IOException {
    try {
      Thread.sleep(PAUSE);
      lines.keepAlive();
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
