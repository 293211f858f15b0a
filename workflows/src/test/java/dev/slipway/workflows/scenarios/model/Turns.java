package dev.slipway.workflows.scenarios.model;

import dev.slipway.workflows.failure.FailureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of an agent's deployments start, and which end without a turn, at one moment. */
final class Turns {
  private final AgentModel agent;
  private final Instant now;

  Turns(AgentModel agent, Instant now) {
    this.agent = agent;
    this.now = now;
  }

  /** Starts deployments that may start, until one is running or none may. */
  void settle() {
    while (true) {
      if (agent.running != null && agent.running.status.terminal()) {
        agent.running = null;
        agent.prune();
      }
      if (agent.running != null) {
        return;
      }
      missWindows();
      if (expired()) {
        agent.takeDown();
        agent.takenDownByTtl++;
      }
      Optional<DeploymentModel> next =
          agent.waiting.stream().filter(each -> !each.tooEarly(now)).findFirst();
      if (next.isEmpty()) {
        return;
      }
      grant(next.get());
    }
  }

  /** What happens on its own now. */
  void moment() {
    losePatience();
    missWindows();
    settle();
  }

  /** Ends a waiting or parked deployment; one paused at a call ends when it continues. */
  void recall(DeploymentModel deployment, FailureType type) {
    if (deployment.held) {
      deployment.recalled = deployment.recalled == null ? type : deployment.recalled;
      return;
    }
    agent.waiting.remove(deployment);
    new Course(agent, deployment, now).takeBack(type);
  }

  private void grant(DeploymentModel deployment) {
    agent.waiting.remove(deployment);
    agent.running = deployment;
    deployment.patience = Instant.MAX;
    deployment.number = agent.next;
    if (deployment.reuses()) {
      deployment.source =
          (deployment.revision == 0 ? agent.live() : agent.find(deployment.revision)).orElse(null);
      if (deployment.source != null) {
        deployment.request = deployment.source.request().again(deployment.obstacle);
      }
    }
    new Course(agent, deployment, now).run();
  }

  private void missWindows() {
    for (DeploymentModel each : List.copyOf(agent.waiting)) {
      if (each.closes != null && !now.isBefore(each.closes)) {
        recall(each, FailureType.WINDOW_MISSED);
      }
    }
  }

  private boolean expired() {
    return agent.expiry != null && !now.isBefore(agent.expiry) && mayExpire();
  }

  private boolean mayExpire() {
    return agent.idle(now) && agent.live().isPresent();
  }

  private void losePatience() {
    List<DeploymentModel> open = new ArrayList<>(agent.waiting);
    if (agent.running != null) {
      open.add(agent.running);
    }
    for (DeploymentModel each : open) {
      if (!now.isBefore(each.patience)) {
        recall(
            each,
            switch (each.status) {
              case QUEUED -> FailureType.QUEUE_EXPIRED;
              case PARKED -> FailureType.PARK_EXPIRED;
              default -> FailureType.APPROVAL_EXPIRED;
            });
      }
    }
  }

  /** When something happens on its own. */
  Stream<Instant> moments() {
    List<Instant> moments = new ArrayList<>();
    if (agent.running != null) {
      moments.add(agent.running.patience);
    }
    for (DeploymentModel each : agent.waiting) {
      moments.add(each.patience);
      if (each.opens != null && each.tooEarly(now)) {
        moments.add(each.opens);
      }
      if (each.closes != null) {
        moments.add(each.closes);
      }
    }
    if (agent.expiry != null && mayExpire()) {
      moments.add(agent.expiry);
    }
    return moments.stream().filter(each -> !each.equals(Instant.MAX));
  }
}
