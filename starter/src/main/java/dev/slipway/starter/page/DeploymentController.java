package dev.slipway.starter.page;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Role;
import dev.slipway.api.Status;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.views.DeploymentResponse;
import dev.slipway.starter.views.DeploymentResponses;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.DeploymentView.StepView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Shows one deployment. */
@Controller
@Needs(Role.VIEWER)
class DeploymentController {
  private final Deployments deployments;
  private final DeploymentResponses answers;

  DeploymentController(Deployments deployments, DeploymentResponses answers) {
    this.deployments = deployments;
    this.answers = answers;
  }

  @GetMapping("/deployments/{id}")
  String deployment(@PathVariable String id, Model model) {
    // Before it is read: what happens meanwhile is news to the page.
    Instant at = Instant.now();
    DeploymentView view = deployments.view(id);
    DeploymentResponse answer = answers.of(view);
    DeploymentSpec spec = view.spec();
    Instant end = end(answer);
    Timescale scale = Timescale.between(answer.createdAt(), end);
    model.addAttribute("at", at);
    model.addAttribute("d", answer);
    model.addAttribute("status", answer.status().wireName());
    model.addAttribute("lanes", Lane.of(answer, scale, end));
    model.addAttribute("ticks", scale.ticks());
    model.addAttribute("total", Timescale.took(answer.durationMs()));
    model.addAttribute("settings", spec == null ? List.of() : Setting.of(spec));
    model.addAttribute("outputs", Output.of(answer.outputs()));
    model.addAttribute("activity", Activity.of(answer));
    model.addAttribute("mark", mark(answer.status()));
    model.addAttribute("tone", tone(answer.status()));
    return "slipway/deployment";
  }

  /** What comes first in the title of the browser's tab. */
  private static String mark(Status status) {
    String name = status.wireName().replace('_', ' ');
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + ":";
  }

  /** The colour of the tab's icon. */
  private static @Nullable String tone(Status status) {
    return switch (status) {
      case QUEUED, RUNNING, COMPENSATING -> "busy";
      case AWAITING_APPROVAL, PARKED -> "wait";
      case SUCCEEDED -> "ok";
      case FAILED -> "bad";
      case CANCELED, UNKNOWN -> null;
    };
  }

  /**
   * Where the line ends: now while a step runs, else at the last step's end; waiting has no length.
   */
  private static Instant end(DeploymentResponse answer) {
    boolean moving =
        switch (answer.status()) {
          case QUEUED, RUNNING, AWAITING_APPROVAL, COMPENSATING -> true;
          case PARKED, SUCCEEDED, FAILED, CANCELED, UNKNOWN -> false;
        };
    Instant now = answer.completedAt() == null ? Instant.now() : answer.completedAt();
    return moving
        ? now
        : answer.steps().stream()
            .map(StepView::endedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(now);
  }
}
