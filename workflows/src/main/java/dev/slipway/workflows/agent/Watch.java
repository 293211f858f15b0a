package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.turn.AgentKeeper;
import dev.slipway.workflows.turn.Backoff;
import dev.slipway.workflows.turn.TurnEnded;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches the running deployment where the agent might not learn of its end: the run that started
 * it is over, it was terminated (perhaps by a reset), or it is taking long. So no lost message
 * keeps the agent locked.
 */
final class Watch {
  /**
   * The server reports the end of a deployment that this run started, so checks only cover
   * unforeseen cases. Most deployments have ended by the first.
   */
  private static final Duration LATE = Duration.ofMinutes(5);

  private static final Duration SELDOM = Duration.ofDays(1);

  private final AgentMemory memory;
  private final Runnable news;
  private @Nullable DeploymentId seen;
  private Backoff backoff = Backoff.ofNeed();
  private Instant next = Instant.EPOCH;
  private boolean looking;

  Watch(AgentMemory memory, Runnable news) {
    this.memory = memory;
    this.news = news;
  }

  /** Checks the deployment that has the turn if a check is due; else returns when it will be. */
  Optional<Instant> look(Instant now) {
    DeploymentId running = memory.queue().running().orElse(null);
    if (running == null || looking) {
      return Optional.empty();
    }
    if (!running.equals(seen)) {
      begin(running, now);
    }
    if (now.isBefore(next)) {
      return Optional.of(next);
    }
    findEnd(running);
    return Optional.empty();
  }

  /** Whether a check is still running; it is short, and nothing may interrupt it. */
  boolean looking() {
    return looking;
  }

  /** The run of a deployment that has the turn is over; there may be another one. */
  void over(DeploymentId id) {
    watchClosely(id, Instant.EPOCH);
    news.run();
  }

  private void begin(DeploymentId id, Instant now) {
    if (memory.queue().inherited().isPresent()) {
      watchClosely(id, now);
    } else {
      seen = id;
      backoff = new Backoff(LATE, SELDOM);
      next = now.plus(backoff.next());
    }
  }

  private void watchClosely(DeploymentId id, Instant first) {
    seen = id;
    backoff = Backoff.ofNeed();
    next = first;
  }

  private void findEnd(DeploymentId id) {
    looking = true;
    Async.function(AgentKeeper.once("Checking whether %s has ended".formatted(id))::findEnd, id)
        .handle(
            (@Nullable TurnEnded ended, @Nullable RuntimeException nextLookMaySucceed) -> {
              looking = false;
              next = Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(backoff.next());
              if (ended != null) {
                memory.closed(id, ended);
              }
              news.run();
              return null;
            });
  }
}
