package dev.slipway.workflows.agent;

import dev.slipway.workflows.model.DeploymentId;
import dev.slipway.workflows.turn.AgentKeeper;
import dev.slipway.workflows.turn.TurnEnded;
import io.temporal.workflow.Async;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches the running deployment where its end might not be heard of: the run that started it is
 * over, it was terminated, which may have been to reset it, or it takes its time. So nothing that
 * is lost on the way keeps the agent locked.
 */
final class Watch {
  /** Most deployments have ended by then, and cost no watch. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private final AgentMemory memory;
  private final Runnable news;
  private @Nullable DeploymentId seen;
  private Instant late = Instant.EPOCH;
  private @Nullable DeploymentId watched;

  Watch(AgentMemory memory, Runnable news) {
    this.memory = memory;
    this.news = news;
  }

  /** Watches who has the turn, if it is time to; else says when it will be. */
  Optional<Instant> look(Instant now) {
    DeploymentId running = memory.queue().running().orElse(null);
    if (running == null || running.equals(watched)) {
      return Optional.empty();
    }
    if (!running.equals(seen)) {
      seen = running;
      late = memory.queue().inherited().isPresent() ? now : now.plus(LATE);
    }
    if (now.isBefore(late)) {
      return Optional.of(late);
    }
    over(running);
    return Optional.empty();
  }

  void over(DeploymentId id) {
    if (id.equals(watched)) {
      return;
    }
    watched = id;
    Async.function(AgentKeeper.stub("Waiting for the end of " + id)::awaitEnd, id)
        .handle(
            (@Nullable TurnEnded ended, @Nullable RuntimeException failure) -> {
              watched = null;
              memory.closed(id, ended);
              news.run();
              return null;
            });
  }
}
